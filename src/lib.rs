//! The kiosk.
pub mod config;
pub mod domain;
