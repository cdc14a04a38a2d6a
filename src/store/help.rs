//! Requests for help, and who has an address. What visitors wrote is sealed to its request.

use super::accounts::unsealed_address;
use super::error::StoreError;
use super::seal::SealedAt;
use super::sql::{Row, sql};
use super::{Close, Store, Subject, Tx};
use crate::domain::account::{Address, Language};
use crate::domain::help::{HelpNumber, HelpState};
use crate::domain::id::{AccountId, ContactId};
use crate::domain::method::Standing;
use crate::domain::time::Moment;
use crate::transact;

/// Contacts whose mark is made in one transaction: visitors wait for no more than that.
const FILLED_AT_ONCE: u32 = 200;

/// A request to be stored.
pub struct NewHelpRequest {
    pub number: HelpNumber,
    pub account: Option<AccountId>,
    pub subject: Subject,
    pub standing: Standing,
    pub place: String,
    pub language: Language,
    /// The name of the page that the visitor came from.
    pub page: &'static str,
    pub support: String,
    pub typed: String,
    pub words: String,
    pub created: Moment,
}

/// A request as operators see it.
#[derive(Clone, PartialEq, Eq)]
pub struct HelpRequest {
    pub number: HelpNumber,
    pub state: HelpState,
    /// The login and name of the account that has the user ID, where one has.
    pub account: Option<(String, String)>,
    pub standing: String,
    pub place: String,
    pub language: Option<Language>,
    pub page: String,
    pub support: String,
    pub typed: String,
    pub words: String,
    pub created: Moment,
    pub closed: Option<Moment>,
}

/// Somebody with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressOwner {
    pub account: AccountId,
    pub contact: ContactId,
    pub login: String,
    pub name: String,
}

macro_rules! select_requests {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT help_request.number, help_request.state, help_request.standing, help_request.place, \
             help_request.language, help_request.page, help_request.support, help_request.typed, help_request.words, \
             help_request.created_at, help_request.closed_at, account.login, account.name \
             FROM help_request LEFT JOIN account ON account.id = help_request.account_id ",
            $rest
        ))
    };
}

impl Tx {
    /// Whether a request has `number`.
    pub async fn help_number_is_taken(&mut self, number: HelpNumber) -> Result<bool, StoreError> {
        let row = sql!("SELECT number FROM help_request WHERE number = ?").bind(number.number());
        Ok(row.row(self.connection()).await?.is_some())
    }

    /// # Errors
    /// Contention, too, when another request got the number a moment before.
    pub async fn add_help_request(&mut self, new: &NewHelpRequest) -> Result<(), StoreError> {
        let owner = new.number.number().to_string();
        let typed = self.keys.seal(sealed("typed", &owner), new.typed.as_bytes())?;
        let words = self.keys.seal(sealed("words", &owner), new.words.as_bytes())?;
        sql!(
            "INSERT INTO help_request (number, state, account_id, subject, standing, place, language, page, support, typed, \
             words, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        .bind(new.number.number())
        .bind(HelpState::Open.name())
        .bind(new.account.as_ref())
        .bind(new.subject.as_str())
        .bind(new.standing.name())
        .bind(new.place.as_str())
        .bind(new.language.code())
        .bind(new.page)
        .bind(new.support.as_str())
        .bind(typed)
        .bind(words)
        .bind(new.created)
        .changed(self.connection())
        .await?;
        Ok(())
    }

    /// False when it was closed before, or there is none.
    pub async fn close_help_request(&mut self, number: HelpNumber, now: Moment) -> Result<bool, StoreError> {
        sql!("UPDATE help_request SET state = ?, closed_at = ? WHERE number = ? AND state = ?")
            .bind(HelpState::Closed.name())
            .bind(now)
            .bind(number.number())
            .bind(HelpState::Open.name())
            .holds(self.connection())
            .await
    }

    /// The first `most` accounts with `address` among their contacts, by login.
    pub async fn owners_of(&mut self, address: &Address, most: u32) -> Result<Vec<AddressOwner>, StoreError> {
        let rows = sql!(
            "SELECT account.id AS account_id, account.login, account.name, MIN(contact.id) AS contact_id FROM contact \
             JOIN account ON account.id = contact.account_id WHERE contact.blind = ? AND contact.kind = 'email' \
             GROUP BY account.id, account.login, account.name, account.login_key ORDER BY account.login_key LIMIT ?"
        );
        let rows = rows.bind(self.keys.blind(address)).bind(most).rows(self.connection()).await?;
        rows.iter().map(owner).collect()
    }
}

impl Store {
    /// The latest `most` requests, open ones only or all.
    pub async fn help_requests(&self, closed_too: bool, most: u32) -> Result<Vec<HelpRequest>, StoreError> {
        let state = if closed_too { "" } else { HelpState::Closed.name() };
        let rows = select_requests!("WHERE help_request.state <> ? ORDER BY help_request.created_at DESC, number LIMIT ?");
        let rows = rows.bind(state).bind(most).rows(&mut *self.connection().await?).await?;
        rows.iter().map(|row| self.help_request_in(row)).collect()
    }

    pub async fn help_request(&self, number: HelpNumber) -> Result<Option<HelpRequest>, StoreError> {
        let row = select_requests!("WHERE help_request.number = ?").bind(number.number());
        let row = row.row(&mut *self.connection().await?).await?;
        row.map(|row| self.help_request_in(&row)).transpose()
    }

    /// Deletes requests that came before `before`, closed or not; how many there were.
    pub async fn sweep_help_requests(&self, before: Moment) -> Result<u64, StoreError> {
        transact!(self, |tx| async {
            let gone = sql!("DELETE FROM help_request WHERE created_at < ?").bind(before).changed(tx.connection()).await?;
            Ok(Close::Commit(gone))
        })
    }

    /// Makes the marks of contacts that have none, in short transactions; how many it made. One that does not
    /// open under our key keeps none, and nobody is found by it.
    pub async fn fill_marks(&self) -> Result<u64, StoreError> {
        let (mut after, mut made) = (String::new(), 0);
        loop {
            let (last, marked) = transact!(self, |tx| async { Ok(Close::Commit(fill_some(tx, &after).await?)) })?;
            made += marked;
            match last {
                Some(last) => after = last,
                None => return Ok(made),
            }
        }
    }

    fn help_request_in(&self, row: &Row) -> Result<HelpRequest, StoreError> {
        let stored = row.number("number")?;
        let owner = stored.to_string();
        let written =
            |column| Ok::<_, StoreError>(self.keys.unseal_text(sealed(column, &owner), &row.text(column)?)?.to_string());
        Ok(HelpRequest {
            number: HelpNumber::from_stored(stored).ok_or_else(|| StoreError::Damaged(format!("a request numbered {stored}")))?,
            state: row.named("state", HelpState::from_name)?,
            account: row.maybe_text("login")?.zip(row.maybe_text("name")?),
            standing: row.text("standing")?,
            place: row.text("place")?,
            language: Language::from_code(&row.text("language")?),
            page: row.text("page")?,
            support: row.text("support")?,
            typed: written("typed")?,
            words: written("words")?,
            created: row.moment("created_at")?,
            closed: row.maybe_moment("closed_at")?,
        })
    }
}

/// Makes the marks of some contacts behind `after`: the last that was looked at, and how many were made.
async fn fill_some(tx: &mut Tx, after: &str) -> Result<(Option<String>, u64), StoreError> {
    let rows =
        sql!("SELECT id, account_id, address FROM contact WHERE blind IS NULL AND kind = 'email' AND id > ? ORDER BY id LIMIT ?");
    let rows = rows.bind(after).bind(FILLED_AT_ONCE).rows(tx.connection()).await?;
    let (mut last, mut made) = (None, 0);
    for row in rows {
        let (id, account) = (row.text("id")?, AccountId::from_stored(row.text("account_id")?));
        if let Ok(address) = unsealed_address(&row.text("address")?, &account, &tx.keys) {
            let blind = tx.keys.blind(&address);
            let marked = sql!("UPDATE contact SET blind = ? WHERE id = ?").bind(blind).bind(id.as_str());
            made += marked.changed(tx.connection()).await?;
        }
        last = Some(id);
    }
    Ok((last, made))
}

fn owner(row: &Row) -> Result<AddressOwner, StoreError> {
    Ok(AddressOwner {
        account: AccountId::from_stored(row.text("account_id")?),
        contact: ContactId::from_stored(row.text("contact_id")?),
        login: row.text("login")?,
        name: row.text("name")?,
    })
}

fn sealed<'o>(column: &'static str, owner: &'o str) -> SealedAt<'o> {
    SealedAt { table: "help_request", column, owner }
}
