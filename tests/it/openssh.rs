//! The kiosk behind Debian's own sshd, with the configuration that is shipped: what it comes to, what visitors see,
//! and that nobody gets anything else.

mod effective;
mod escapes;
mod raw;
mod server;
mod visits;

use crate::installation::{ONE_GATE, Person};
use server::{Sshd, Way};

/// What the first page says, drawn or told.
pub const FIRST_PAGE: &str = "Get back into your account";

/// A kiosk for people who come over SSH, with one of them.
fn open_kiosk(way: Way, settings: &str, more: &str) -> (Sshd, Person) {
    let sshd =
        Sshd::start(way, &format!("{ONE_GATE}captcha.open = \"never\"\norganisation.place = \"Hall B\"\n{settings}"), more);
    let person = sshd.kiosk.add_known("ada");
    sshd.hand_over();
    (sshd, person)
}
