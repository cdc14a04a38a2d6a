//! Visitors over SSH, by real clients to the real server: what they see, what they are refused, what ends a visit.

mod clients;
mod hall;
mod partings;
mod refusals;
mod security_keys;
mod system;
mod two_servers;
mod visits;
