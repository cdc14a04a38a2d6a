//! What people register themselves. An address that was typed and not proved yet is kept as a contact of the
//! kind `unproved`, and one that was taken away as `removed`, so that letters find their way to both: to
//! every other statement they are no contacts.

use super::Tx;
use super::accounts::{NewTotp, sealed_address, unsealed_address};
use super::answers::NewAnswer;
use super::error::StoreError;
use super::sql::sql;
use crate::domain::account::Address;
use crate::domain::id::{AccountId, ContactId, TotpId, VisitId};
use crate::domain::method::Method;
use crate::domain::policy::Skip;
use crate::domain::time::Moment;

impl Tx {
    /// Whether whoever is signed in in this visit also proved a method of their own in it.
    pub async fn has_proved_more(&mut self, visit: &VisitId, account: &AccountId) -> Result<bool, StoreError> {
        let row = sql!("SELECT proved FROM sign_in WHERE visit_id = ? AND account_id = ?");
        row.bind(visit).bind(account).row(self.connection()).await?.map_or(Ok(false), |row| row.flag("proved"))
    }

    /// Keeps that whoever is signed in in this visit proved a method of their own; false when nobody is.
    pub async fn prove_sign_in(&mut self, visit: &VisitId, account: &AccountId) -> Result<bool, StoreError> {
        sql!("UPDATE sign_in SET proved = 1 WHERE visit_id = ? AND account_id = ?")
            .bind(visit)
            .bind(account)
            .holds(self.connection())
            .await
    }

    /// Raises the revision of an account whose registration changes; false when it is no longer at `revision`.
    pub async fn raise_revision(&mut self, id: &AccountId, revision: i64) -> Result<bool, StoreError> {
        sql!("UPDATE account SET revision = revision + 1 WHERE id = ? AND revision = ?")
            .bind(id)
            .bind(revision)
            .holds(self.connection())
            .await
    }

    /// Waits for whoever is changing this account: a commit whose answer was lost may still be under way.
    pub async fn await_account(&mut self, id: &AccountId) -> Result<(), StoreError> {
        sql!("UPDATE account SET revision = revision WHERE id = ?").bind(id).changed(self.connection()).await?;
        Ok(())
    }

    /// Ends what other visits have open or proved by `method` for this account.
    pub async fn drop_challenges_by(&mut self, id: &AccountId, method: Method, but: &VisitId) -> Result<(), StoreError> {
        sql!(
            "UPDATE challenge SET state = 'dropped' WHERE account_id = ? AND method = ? AND visit_id <> ? \
             AND state IN ('open', 'proved')"
        )
        .bind(id)
        .bind(method.name())
        .bind(but)
        .changed(self.connection())
        .await?;
        Ok(())
    }

    /// The address of this account that waits to be proved.
    pub async fn unproved_address(&mut self, owner: &AccountId, id: &ContactId) -> Result<Option<Address>, StoreError> {
        let row = sql!("SELECT address FROM contact WHERE id = ? AND account_id = ? AND kind = 'unproved'");
        let row = row.bind(id).bind(owner).row(self.connection()).await?;
        row.map(|row| unsealed_address(&row.text("address")?, owner, &self.keys)).transpose()
    }

    /// The contact of this account that waits to be proved and has `address`.
    pub async fn unproved_with(&mut self, owner: &AccountId, address: &Address) -> Result<Option<ContactId>, StoreError> {
        let blind = self.keys.blind(address);
        let row = sql!("SELECT MIN(id) AS id FROM contact WHERE account_id = ? AND blind = ? AND kind = 'unproved'");
        let row = row.bind(owner).bind(blind).row(self.connection()).await?;
        row.map_or(Ok(None), |row| Ok(row.maybe_text("id")?.map(ContactId::from_stored)))
    }

    /// Keeps an address that waits to be proved.
    pub async fn add_unproved(
        &mut self,
        owner: &AccountId,
        id: &ContactId,
        address: &Address,
        now: Moment,
    ) -> Result<(), StoreError> {
        let sealed = self.keys.seal(sealed_address(owner), address.as_str().as_bytes())?;
        sql!(
            "INSERT INTO contact (id, account_id, origin, kind, position, address, blind, created_at) \
             VALUES (?, ?, 'authentication', 'unproved', 0, ?, ?, ?)"
        )
        .bind(id)
        .bind(owner)
        .bind(sealed)
        .bind(self.keys.blind(address))
        .bind(now)
        .changed(self.connection())
        .await?;
        Ok(())
    }

    /// An address is its owner's from now on: one that waited to be proved, or one that an operator entered.
    pub async fn own_contact(&mut self, owner: &AccountId, id: &ContactId, position: i64) -> Result<bool, StoreError> {
        sql!(
            "UPDATE contact SET kind = 'email', origin = 'authentication', position = ? WHERE id = ? AND account_id = ? \
             AND (kind = 'unproved' OR (kind = 'email' AND origin = 'directory'))"
        )
        .bind(position)
        .bind(id)
        .bind(owner)
        .holds(self.connection())
        .await
    }

    /// Where the first and the last of the addresses stand that their owner proved.
    pub async fn own_positions(&mut self, owner: &AccountId) -> Result<(i64, i64), StoreError> {
        let row = sql!(
            "SELECT COALESCE(MIN(position), 0) AS first_one, COALESCE(MAX(position), 0) AS last_one FROM contact \
             WHERE account_id = ? AND kind = 'email' AND origin = 'authentication'"
        );
        let row = row.bind(owner).row(self.connection()).await?;
        row.map_or(Ok((0, 0)), |row| Ok((row.number("first_one")?, row.number("last_one")?)))
    }

    /// Codes go to this address of its owner from now on, unless another is chosen.
    pub async fn place_contact(&mut self, owner: &AccountId, id: &ContactId, position: i64) -> Result<bool, StoreError> {
        sql!("UPDATE contact SET position = ? WHERE id = ? AND account_id = ? AND kind = 'email' AND origin = 'authentication'")
            .bind(position)
            .bind(id)
            .bind(owner)
            .holds(self.connection())
            .await
    }

    /// Takes away an address that its owner proved. Its row stays until the letter that says so is sent.
    pub async fn remove_contact(&mut self, owner: &AccountId, id: &ContactId, now: Moment) -> Result<bool, StoreError> {
        sql!(
            "UPDATE contact SET kind = 'removed', created_at = ? WHERE id = ? AND account_id = ? AND kind = 'email' \
             AND origin = 'authentication'"
        )
        .bind(now)
        .bind(id)
        .bind(owner)
        .holds(self.connection())
        .await
    }

    /// Somebody was told that something is missing; the first time counts. No reminder raises the revision: no
    /// rule of the account asks for it.
    pub async fn remind_since(&mut self, owner: &AccountId, now: Moment) -> Result<(), StoreError> {
        sql!("UPDATE account SET reminded_since = ? WHERE id = ? AND reminded_since IS NULL")
            .bind(now)
            .bind(owner)
            .changed(self.connection())
            .await?;
        Ok(())
    }

    /// Puts off what is missing, once more; false when `skip` does not allow it any more.
    pub async fn put_off(&mut self, owner: &AccountId, skip: Skip, now: Moment) -> Result<bool, StoreError> {
        let (within, times) = match skip {
            Skip::Never => return Ok(false),
            Skip::Always => (None, u32::MAX),
            Skip::Limited { within, times } => (Some(within), times),
        };
        sql!(
            "UPDATE account SET skipped = skipped + 1, reminded_since = COALESCE(reminded_since, ?) \
             WHERE id = ? AND skipped < ? AND (reminded_since IS NULL OR (reminded_since <= ? AND reminded_since > ?))"
        )
        .bind(now)
        .bind(owner)
        .bind(i64::from(times))
        .bind(within.map_or(Moment::NEVER, |_| now))
        .bind(within.map_or(Moment::from_millis(0), |within| now - within))
        .holds(self.connection())
        .await
    }

    /// What is registered is enough and right: nothing is to be reminded of for long.
    pub async fn confirm_registration(&mut self, owner: &AccountId, now: Moment) -> Result<bool, StoreError> {
        sql!("UPDATE account SET confirmed_at = ?, reminded_since = NULL, skipped = 0 WHERE id = ?")
            .bind(now)
            .bind(owner)
            .holds(self.connection())
            .await
    }

    /// Registers an app, with the step spent whose code proved it.
    pub async fn add_app(&mut self, owner: &AccountId, new: &NewTotp, step: i64, now: Moment) -> Result<(), StoreError> {
        self.insert_totp(owner, new, now).await?;
        self.spend_step(&new.id, step).await?;
        Ok(())
    }

    pub async fn remove_app(&mut self, owner: &AccountId, id: &TotpId) -> Result<bool, StoreError> {
        sql!("DELETE FROM totp WHERE id = ? AND account_id = ?").bind(id).bind(owner).holds(self.connection()).await
    }

    /// Puts `answers` in the place of all that there are; whether there were any.
    pub async fn replace_answers(&mut self, owner: &AccountId, answers: &[NewAnswer], now: Moment) -> Result<bool, StoreError> {
        let gone = sql!("DELETE FROM answer WHERE account_id = ?").bind(owner).changed(self.connection()).await?;
        for answer in answers {
            self.insert_answer(owner, answer, now).await?;
        }
        Ok(gone > 0)
    }
}
