//! The kiosk.
pub mod domain;
pub mod store;
