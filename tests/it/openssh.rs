//! The kiosk behind Debian's own sshd, with the configuration that is shipped: what it comes to, what visitors see,
//! and that nobody gets anything else.

mod certificates;
mod effective;
mod escapes;
mod raw;
mod server;
mod visits;

use crate::installation::{Installation, ONE_GATE, Person};
use server::{Sshd, Way};

/// What the first page says, drawn or told.
pub const FIRST_PAGE: &str = "Get back into your account";

/// What kiosk.toml says where people come over SSH.
fn open_settings() -> String {
    format!("{ONE_GATE}captcha.open = \"never\"\norganisation.place = \"Hall B\"\n")
}

/// A kiosk with more `settings`, behind a server that is told `more`, and somebody who is known there.
fn open_kiosk(way: Way, settings: &str, more: &str) -> (Sshd, Person) {
    opened(Installation::new(&(open_settings() + settings)), way, |shipped| more.to_owned() + &shipped)
}

/// The same in front of `kiosk`, by what `configured` makes of the shipped configuration.
fn opened(kiosk: Installation, way: Way, configured: impl FnOnce(String) -> String) -> (Sshd, Person) {
    let sshd = Sshd::start(kiosk, way, configured);
    let person = sshd.kiosk.add_known("ada");
    sshd.hand_over();
    (sshd, person)
}
