//! The kiosk.
pub mod config;
pub mod delivery;
pub mod domain;
<<<<<<< HEAD
pub mod flow;
pub mod input;
pub mod page;
=======
pub mod input;
pub mod page;
pub mod texts;
>>>>>>> terminal
