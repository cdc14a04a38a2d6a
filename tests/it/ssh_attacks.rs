//! What strangers may send to `kiosk serve`: after each attack the same process goes on, whoever was there before does
//! not notice, and the next one gets in. What failed in other servers is replayed here.

mod client;
mod crowds;
mod deadlines;
mod grammar;
mod in_clear;
mod inside;
mod mutations;
mod names;
mod paced;
mod witness;
