//! The kiosk.
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
