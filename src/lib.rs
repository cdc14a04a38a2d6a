//! The kiosk.
pub mod domain;
pub mod flow;
pub mod input;
pub mod page;
