//! The thin terminals in the hall: a PC that runs only `ssh` with a key of its own, by which it is known here.

use std::sync::Arc;

use russh::keys::PublicKey;

use crate::config::ThinTerminal;

/// The one user name that means something.
pub const TERMINAL: &str = "terminal";

/// The known ones. Clones share them.
#[derive(Clone)]
pub struct Terminals(Arc<[Arc<ThinTerminal>]>);

impl Terminals {
    pub fn new(known: &[Arc<ThinTerminal>]) -> Self {
        Self(known.into())
    }

    /// The one that has `key`.
    pub fn find(&self, key: &PublicKey) -> Option<Arc<ThinTerminal>> {
        self.0.iter().find(|terminal| terminal.key.key_data() == key.key_data()).cloned()
    }
}
