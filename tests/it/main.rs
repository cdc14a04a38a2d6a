//! Everything that needs more than one part of the program, or a real server beside it.
// It always is; said here, the helpers below are tests to the lints too.
#![cfg(test)]

mod architecture;
mod binary;
mod captcha;
mod classic;
mod clocks;
mod couriers;
mod databases;
mod decoys;
mod dependencies;
mod faults;
mod guide;
mod help;
mod installation;
mod keys;
mod known_failures;
mod language;
mod letters;
mod limits;
mod line;
mod linear;
mod lookalikes;
mod mail_server;
mod pages;
mod phones;
mod questions;
mod races;
mod recovery;
mod replay;
mod rounds;
mod rules;
mod secrets;
mod servers;
mod sessions;
mod signing_in;
mod simulation;
mod store_contract;
mod story;
mod strangers;
mod support;
mod terminal;
mod tty;
mod uniform;
mod unlock;
mod user_ids;
