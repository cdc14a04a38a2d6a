//! How much of a page a window shows, as it was drawn last: so whoever scrolls goes on from what they see, and never
//! past an end.

/// The rows of a page's middle part, where it is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Rows above the window.
    pub above: u16,
    /// Rows in it.
    pub rows: u16,
    /// Rows below it.
    pub below: u16,
    /// The page has a code for cameras, and there is no room for it even alone.
    pub lacks_code: bool,
}

impl Sight {
    /// `by` rows further down, as far as there are any. No row is passed over, however few are shown at once.
    #[must_use]
    pub fn down(self, by: u16) -> Self {
        let by = by.min(self.rows.max(1)).min(self.below);
        Self { above: self.above + by, below: self.below - by, ..self }
    }

    /// `by` rows further up.
    #[must_use]
    pub fn up(self, by: u16) -> Self {
        let by = by.min(self.rows.max(1)).min(self.above);
        Self { above: self.above - by, below: self.below + by, ..self }
    }
}
