//! What of a page tells whoever plays a visitor where they are.

use crate::page::{Page, PageId};

/// A page as the player sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub page: PageId,
    /// How many things can be chosen on it.
    pub choices: usize,
    /// Whether there is something for a camera.
    pub scans: bool,
    /// Whether it takes keys: until an answer is there, none but Stop counts.
    pub is_ready: bool,
}

impl Seen {
    pub fn of(page: &Page) -> Self {
        Self { page: page.id, choices: page.choices.len(), scans: page.qr.is_some(), is_ready: !page.unsettled }
    }
}
