//! Everything that needs more than one part of the program, or a real server beside it.

mod architecture;
mod letters;
mod limits;
mod mail_server;
mod story;
mod support;
