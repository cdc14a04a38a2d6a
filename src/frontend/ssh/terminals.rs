//! The thin terminals in the hall: a PC that runs only `ssh` with a key of its own, by which it is known here.

use std::sync::Arc;

use russh::keys::PublicKey;

use crate::config::ThinTerminal;

/// The one user name that means something.
pub const TERMINAL: &str = "terminal";

/// The known ones. Clones share them.
#[derive(Clone)]
pub struct Terminals(Arc<[ThinTerminal]>);

impl Terminals {
    pub fn new(known: &[ThinTerminal]) -> Self {
        Self(known.into())
    }

    /// Which of them has `key`, by its place in kiosk.toml.
    pub fn find(&self, key: &PublicKey) -> Option<usize> {
        self.0.iter().position(|terminal| terminal.key.key_data() == key.key_data())
    }

    pub fn get(&self, place: usize) -> Option<&ThinTerminal> {
        self.0.get(place)
    }
}
