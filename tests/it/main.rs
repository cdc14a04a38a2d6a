//! Everything that needs more than one part of the program, or a real server beside it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test that does not find what it expects is to fail there and then"
)]

mod architecture;
mod couriers;
mod databases;
mod letters;
mod limits;
mod mail_server;
mod pages;
mod rules;
mod secrets;
mod servers;
mod store_contract;
mod story;
mod support;
mod terminal;
mod tty;
