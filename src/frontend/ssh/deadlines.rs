//! How long a client may take. Timers of our own: the library's would start again with each clock that is drawn.

use std::time::Duration;

/// How long a client has for each part of its way in.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// For what a program says by itself: its name, and the beginning of the key exchange.
    pub greeting: Duration,
    /// For what may wait for a person, who compares the fingerprint of a host that they never came to before.
    pub hand_shake: Duration,
    /// Until somebody shows that they are there.
    pub first_key: Duration,
}

impl Deadlines {
    /// The hand-shake's is OpenSSH's `LoginGraceTime`.
    pub const USUAL: Self =
        Self { greeting: Duration::from_secs(20), hand_shake: Duration::from_mins(2), first_key: Duration::from_mins(1) };
}
