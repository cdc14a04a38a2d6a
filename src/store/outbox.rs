//! The outbox: letters are written in the transaction that causes them and taken by exactly one
//! courier, again when that one dies.

use super::error::StoreError;
use super::seal::SealedAt;
use super::sql::{Row, sql};
use super::{Store, Tx, accounts};
use crate::domain::account::Address;
use crate::domain::id::{AccountId, ChallengeId, ContactId, LetterId, VisitId};
use crate::domain::phone::{ContactKind, Phone};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;

/// A letter to be sent.
pub struct NewLetter {
    pub id: LetterId,
    pub account: Option<AccountId>,
    /// Where it goes; none for a letter that only seems to be sent.
    pub contact: Option<ContactId>,
    /// The challenge whose code it carries.
    pub challenge: Option<ChallengeId>,
    pub payload: Secret,
    pub created: Moment,
    pub give_up_at: Moment,
}

/// A letter in the hands of one courier.
#[derive(Debug)]
pub struct HeldLetter {
    pub id: LetterId,
    pub account: Option<AccountId>,
    /// The visit that asked for the code in it.
    pub visit: Option<VisitId>,
    /// It goes nowhere: it was written so that nobody can tell.
    pub is_decoy: bool,
    /// It goes to the help desk, whose address stands in kiosk.toml and nowhere else.
    pub to_desk: bool,
    /// None when it does not open under our key.
    pub payload: Option<Secret>,
    /// None when the contact is gone or does not open, or there never was one.
    pub channel: Option<Channel>,
    /// With this one.
    pub attempts: i64,
    pub give_up_at: Moment,
    /// Whether the code in it can still be used; always true when it carries none.
    pub current: bool,
}

/// How a letter goes to its contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channel {
    Mail(Address),
    Text(Phone),
}

/// How many letters there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxCounts {
    pub open: u32,
    pub sent: u32,
    pub given_up: u32,
}

impl Store {
    /// Letters to be sent at `now`: never sent, to be tried again, or held by a courier that did not come back.
    /// First those with a code, for somebody waits for it at a page; of each kind the most overdue first.
    pub async fn due_letters(&self, now: Moment, most: u32) -> Result<Vec<LetterId>, StoreError> {
        let rows = sql!(
            "SELECT id FROM letter WHERE state = 'open' AND due_at <= ? \
             ORDER BY CASE WHEN challenge_id IS NULL THEN 1 ELSE 0 END, due_at, id LIMIT ?"
        );
        let rows = rows.bind(now).bind(most).rows(&mut *self.connection().await?).await?;
        rows.iter().map(|row| row.text("id").map(LetterId::from_stored)).collect()
    }

    /// When the next letter is due, if one is waiting; the past when it is overdue.
    pub async fn next_due(&self) -> Result<Option<Moment>, StoreError> {
        let row = sql!("SELECT MIN(due_at) AS due_at FROM letter WHERE state = 'open'");
        let row = row.row(&mut *self.connection().await?).await?;
        row.map_or(Ok(None), |row| row.maybe_moment("due_at"))
    }

    pub async fn outbox_counts(&self) -> Result<OutboxCounts, StoreError> {
        let rows = sql!("SELECT state, COUNT(*) AS letters FROM letter GROUP BY state");
        let mut counts = OutboxCounts::default();
        for row in rows.rows(&mut *self.connection().await?).await? {
            match row.text("state")?.as_str() {
                "open" => counts.open = row.count("letters")?,
                "sent" => counts.sent = row.count("letters")?,
                "given-up" => counts.given_up = row.count("letters")?,
                other => return Err(StoreError::Damaged(format!("a letter in state {other:?}"))),
            }
        }
        Ok(counts)
    }
}

impl Tx {
    pub async fn add_letter(&mut self, new: &NewLetter) -> Result<(), StoreError> {
        let owner = owner(&new.id, new.account.as_ref(), new.contact.as_ref());
        self.insert_letter(new, &owner, false).await
    }

    /// Adds a letter that goes to the help desk instead of any contact.
    pub async fn add_desk_letter(&mut self, new: &NewLetter) -> Result<(), StoreError> {
        self.insert_letter(new, &desk_owner(&new.id), true).await
    }

    async fn insert_letter(&mut self, new: &NewLetter, owner: &str, to_desk: bool) -> Result<(), StoreError> {
        let payload = self.keys.seal(sealed_payload(owner), new.payload.expose().as_bytes())?;
        sql!(
            "INSERT INTO letter (id, account_id, contact_id, challenge_id, state, payload, attempts, created_at, due_at, \
             give_up_at, to_desk) VALUES (?, ?, ?, ?, 'open', ?, 0, ?, ?, ?, ?)"
        )
        .bind(&new.id)
        .bind(new.account.as_ref())
        .bind(new.contact.as_ref())
        .bind(new.challenge.as_ref())
        .bind(payload)
        .bind(new.created)
        .bind(new.created)
        .bind(new.give_up_at)
        .bind(to_desk)
        .changed(self.connection())
        .await?;
        Ok(())
    }

    /// Takes a due letter until `held_until`. None when another courier has it, or it is done.
    pub async fn claim_letter(
        &mut self,
        id: &LetterId,
        holder: &str,
        now: Moment,
        held_until: Moment,
    ) -> Result<Option<HeldLetter>, StoreError> {
        let taken = sql!(
            "UPDATE letter SET holder = ?, due_at = ?, attempts = attempts + 1 \
             WHERE id = ? AND state = 'open' AND due_at <= ?"
        );
        let taken = taken.bind(holder).bind(held_until).bind(id).bind(now).holds(self.connection()).await?;
        if taken { self.held_letter(id, now).await } else { Ok(None) }
    }

    /// False when the letter is no longer this courier's. What was in it is erased.
    pub async fn letter_sent(&mut self, id: &LetterId, holder: &str, now: Moment) -> Result<bool, StoreError> {
        sql!(
            "UPDATE letter SET state = 'sent', payload = NULL, holder = NULL, done_at = ? \
             WHERE id = ? AND holder = ? AND state = 'open'"
        )
        .bind(now)
        .bind(id)
        .bind(holder)
        .holds(self.connection())
        .await
    }

    /// Puts a letter back, to be tried again at `next_at`.
    pub async fn letter_failed(&mut self, id: &LetterId, holder: &str, next_at: Moment) -> Result<bool, StoreError> {
        sql!("UPDATE letter SET holder = NULL, due_at = ? WHERE id = ? AND holder = ? AND state = 'open'")
            .bind(next_at)
            .bind(id)
            .bind(holder)
            .holds(self.connection())
            .await
    }

    /// Ends a letter that could not be sent. A notice is kept, for an operator to send after all; a
    /// code is erased, because it helps nobody any more.
    pub async fn letter_given_up(&mut self, id: &LetterId, holder: &str, now: Moment) -> Result<bool, StoreError> {
        sql!(
            "UPDATE letter SET state = 'given-up', holder = NULL, done_at = ?, \
             payload = CASE WHEN challenge_id IS NULL THEN payload ELSE NULL END \
             WHERE id = ? AND holder = ? AND state = 'open'"
        )
        .bind(now)
        .bind(id)
        .bind(holder)
        .holds(self.connection())
        .await
    }

    /// Whether the letter with the code of `challenge`, which was opened at `opened`, will not be sent any more.
    pub async fn gave_up_on(&mut self, challenge: &ChallengeId, opened: Moment) -> Result<bool, StoreError> {
        // No letter is due before it was written: by that few are looked at, however many there are.
        let row = sql!("SELECT id FROM letter WHERE state = 'given-up' AND due_at >= ? AND challenge_id = ?");
        Ok(row.bind(opened).bind(challenge).row(self.connection()).await?.is_some())
    }

    async fn held_letter(&mut self, id: &LetterId, now: Moment) -> Result<Option<HeldLetter>, StoreError> {
        let row = sql!(
            "SELECT letter.id, letter.account_id, letter.contact_id, letter.payload, letter.attempts, letter.give_up_at, letter.to_desk, challenge.visit_id, \
             contact.address, contact.kind, CASE WHEN letter.challenge_id IS NULL THEN 1 \
             WHEN challenge.state = 'open' AND challenge.expires_at > ? THEN 1 ELSE 0 END AS is_current \
             FROM letter LEFT JOIN challenge ON challenge.id = letter.challenge_id \
             LEFT JOIN contact ON contact.id = letter.contact_id AND contact.account_id = letter.account_id \
             WHERE letter.id = ?"
        );
        let row = row.bind(now).bind(id).row(self.connection()).await?;
        row.map(|row| self.held(&row)).transpose()
    }

    fn channel(&self, owner: &AccountId, kind: &str, sealed: &str) -> Option<Channel> {
        let kind = match kind {
            // Addresses that wait to be proved, or that were taken away and are to hear of it.
            "unproved" | "removed" => ContactKind::Email,
            known => ContactKind::from_name(known)?,
        };
        match kind {
            ContactKind::Email => accounts::unsealed_address(sealed, owner, &self.keys).ok().map(Channel::Mail),
            ContactKind::Mobile => accounts::unsealed_phone(sealed, owner, &self.keys).ok().map(Channel::Text),
            // Nobody reads texts at a telephone on a desk.
            ContactKind::Office => None,
        }
    }

    fn held(&self, row: &Row) -> Result<HeldLetter, StoreError> {
        let id = LetterId::from_stored(row.text("id")?);
        let account = row.maybe_text("account_id")?.map(AccountId::from_stored);
        let contact = row.maybe_text("contact_id")?.map(ContactId::from_stored);
        let to_desk = row.flag("to_desk")?;
        let owner = if to_desk { desk_owner(&id) } else { owner(&id, account.as_ref(), contact.as_ref()) };
        // Where somebody tampered with them they are absent: an error would hold up every other letter.
        let payload = self.keys.unseal_text(sealed_payload(&owner), &row.text("payload")?).ok();
        let channel = match (&account, row.maybe_text("kind")?, row.maybe_text("address")?) {
            (Some(account), Some(kind), Some(sealed)) => self.channel(account, &kind, &sealed),
            (Some(_) | None, _, _) => None,
        };
        Ok(HeldLetter {
            id,
            is_decoy: contact.is_none() && !to_desk,
            to_desk,
            account,
            visit: row.maybe_text("visit_id")?.map(VisitId::from_stored),
            payload: payload.map(|payload| Secret::new(payload.to_string())),
            channel,
            attempts: row.number("attempts")?,
            give_up_at: row.moment("give_up_at")?,
            current: row.flag("is_current")?,
        })
    }
}

/// A letter is sealed to its account and contact: turned to another contact, it does not open.
fn owner(id: &LetterId, account: Option<&AccountId>, contact: Option<&ContactId>) -> String {
    let account = account.map_or("", AccountId::as_str);
    let contact = contact.map_or("", ContactId::as_str);
    format!("{account}/{contact}/{id}")
}

/// A letter to the desk opens as nothing else, nor does another as one to the desk.
fn desk_owner(id: &LetterId) -> String {
    format!("desk/{id}")
}

fn sealed_payload(owner: &str) -> SealedAt<'_> {
    SealedAt { table: "letter", column: "payload", owner }
}
