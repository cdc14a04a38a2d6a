//! Sheets of recovery codes: how one is made. Who may have one is decided by whoever asks for it.

use super::Service;
use crate::domain::code::draw_recovery;
use crate::domain::id::AccountId;
use crate::domain::proof::recovery::ON_A_SHEET;
use crate::domain::secret::Secret;
use crate::store::{StoreError, Tx};

impl Service {
    /// A new sheet for `owner`, in the place of an earlier one. The codes are to be shown once: the store keeps
    /// only their MACs. They are good when `tx` is committed, and whoever calls must show none before.
    ///
    /// # Errors
    /// When the store does not answer, or nothing can be drawn.
    pub async fn new_sheet(&self, tx: &mut Tx, owner: &AccountId) -> Result<Vec<Secret>, StoreError> {
        let key = self.store.keys().recovery_key();
        let mut sheet = Vec::with_capacity(ON_A_SHEET);
        for _ in 0..ON_A_SHEET {
            sheet.push(draw_recovery([self.ambient.entropy()?, self.ambient.entropy()?]));
        }
        let macs: Vec<_> = sheet.iter().map(|code| key.mac(owner, code)).collect();
        tx.replace_recovery_codes(owner, &macs, self.now()).await?;
        Ok(sheet)
    }
}
