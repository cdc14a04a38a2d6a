//! What was too long for a field: cut, it would be something else, so nothing of it was taken. Until the visitor does
//! something about it, its field is said to be so, and nothing is sent.

/// The fields for which something was too long since they last took anything.
#[derive(Default)]
pub(super) struct Overfull {
    places: Vec<usize>,
}

impl Overfull {
    pub(super) fn has(&self, place: usize) -> bool {
        self.places.contains(&place)
    }

    /// The first of them on the page.
    pub(super) fn first(&self) -> Option<usize> {
        self.places.iter().copied().min()
    }

    /// The field at `place` was given something that `fits`, or does not.
    pub(super) fn find(&mut self, place: usize, fits: bool) {
        self.forgive(place);
        if !fits {
            self.places.push(place);
        }
    }

    /// Whether there was anything to forgive at `place`.
    pub(super) fn forgive(&mut self, place: usize) -> bool {
        let before = self.places.len();
        self.places.retain(|other| *other != place);
        self.places.len() < before
    }

    pub(super) fn forgive_all(&mut self) {
        self.places.clear();
    }
}
