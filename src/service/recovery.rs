//! Sheets of recovery codes: how one is drawn. Nothing of it is kept before its owner has it on paper, and
//! then only the MACs of its codes.

use super::{Seat, Service};
use crate::domain::id::AccountId;
use crate::domain::proof::recovery::ON_A_SHEET;
use crate::domain::proof::sheet_draft::SheetDraft;
use crate::store::StoreError;

impl Service {
    /// Ten new codes for `owner`, which count for nothing yet.
    ///
    /// # Errors
    /// When nothing can be drawn.
    pub(super) fn draw_sheet(&self, seat: &Seat, owner: AccountId) -> Result<SheetDraft, StoreError> {
        let mut drawn = [[[0; 16]; 2]; ON_A_SHEET];
        for half in drawn.as_flattened_mut() {
            *half = self.ambient.entropy()?;
        }
        Ok(SheetDraft::draw(owner, seat.visit.clone(), &drawn))
    }
}
