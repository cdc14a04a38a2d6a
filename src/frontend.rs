//! Where visitors come from: each front end carries bytes in and bytes out, and knows nothing of
//! what they mean.

pub mod demo;
mod house;
pub mod local;
pub mod log;
pub mod openssh;
pub mod ssh;
