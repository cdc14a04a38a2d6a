//! The sheets of recovery codes: a keyed MAC of each code, and when it was used.

use data_encoding::HEXLOWER;

use super::Tx;
use super::error::StoreError;
use super::sql::{Row, sql};
use crate::domain::id::AccountId;
use crate::domain::proof::recovery::{RecoveryMac, SheetCode};
use crate::domain::time::Moment;

impl Tx {
    /// Puts a sheet in the place of whatever sheet `owner` had; whether there was one. Whoever changes it raises
    /// the account's revision too.
    pub async fn replace_recovery_codes(
        &mut self,
        owner: &AccountId,
        sheet: &[RecoveryMac],
        now: Moment,
    ) -> Result<bool, StoreError> {
        let gone = sql!("DELETE FROM recovery_code WHERE account_id = ?").bind(owner).changed(self.connection()).await?;
        for mac in sheet {
            sql!("INSERT INTO recovery_code (account_id, mac, created_at) VALUES (?, ?, ?)")
                .bind(owner)
                .bind(HEXLOWER.encode(mac.as_bytes()))
                .bind(now)
                .changed(self.connection())
                .await?;
        }
        Ok(gone > 0)
    }

    /// The codes on the sheet of `owner`, used ones too.
    pub async fn recovery_codes(&mut self, owner: &AccountId) -> Result<Vec<SheetCode>, StoreError> {
        let rows = sql!("SELECT mac, used_at FROM recovery_code WHERE account_id = ? ORDER BY mac");
        rows.bind(owner).rows(self.connection()).await?.iter().map(code).collect()
    }

    /// Uses a code up. False when it was used before, or its sheet was replaced.
    pub async fn spend_recovery_code(&mut self, owner: &AccountId, mac: &RecoveryMac, now: Moment) -> Result<bool, StoreError> {
        sql!("UPDATE recovery_code SET used_at = ? WHERE account_id = ? AND mac = ? AND used_at IS NULL")
            .bind(now)
            .bind(owner)
            .bind(HEXLOWER.encode(mac.as_bytes()))
            .holds(self.connection())
            .await
    }
}

fn code(row: &Row) -> Result<SheetCode, StoreError> {
    let bytes = HEXLOWER.decode(row.text("mac")?.as_bytes()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let mac = bytes.map(RecoveryMac::from_bytes).ok_or_else(|| StoreError::Damaged("the MAC of a recovery code".to_owned()))?;
    Ok(SheetCode { mac, used: row.maybe_moment("used_at")?.is_some() })
}
