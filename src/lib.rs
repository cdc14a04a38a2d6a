//! The kiosk.
pub mod config;
pub mod delivery;
pub mod domain;
pub mod input;
pub mod page;
pub mod texts;
