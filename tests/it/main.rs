//! Everything that needs more than one part of the program, or a real server beside it.

mod letters;
mod mail_server;
mod servers;
mod store_contract;
