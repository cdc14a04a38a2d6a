//! The kiosk: people who forgot their password get back into their account by themselves.
//!
//! The house, from its pure ground up; ARCHITECTURE.md has the map and the reasons.

pub mod admin;
pub mod cli;
pub mod config;
pub mod delivery;
pub mod domain;
pub mod flow;
pub mod frontend;
pub mod input;
pub mod page;
pub mod render;
pub mod service;
pub mod session;
pub mod store;
pub mod texts;
