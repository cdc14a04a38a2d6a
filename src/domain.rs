//! The rules, as plain values and functions: what an account, a method, a limit, a proof and a good
//! password are.
//!
//! Nothing below knows a clock, a source of randomness, a file, a socket, a database or a screen.
//! Time and random bytes arrive as values, so every rule can be tested by calling it.

pub mod account;
pub mod audit;
pub mod captcha;
pub mod code;
pub mod help;
pub mod id;
pub mod limit;
pub mod login;
pub mod mask;
pub mod method;
pub mod organisation;
pub mod outcome;
pub mod password;
pub mod password_hash;
pub mod person;
pub mod phone;
pub mod place;
pub mod policy;
pub mod proof;
pub mod question;
pub mod registration;
pub mod reminder;
pub mod secret;
pub mod security_key;
pub mod support;
pub mod time;
pub mod times;
pub mod visible;
