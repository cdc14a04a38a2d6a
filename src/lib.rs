//! The kiosk.
pub mod domain;
pub mod frontend;
pub mod input;
pub mod page;
pub mod render;
pub mod texts;
