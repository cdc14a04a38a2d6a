//! "I want to ask an administrator": a request is stored under a number and told to the help desk. It is the
//! same whether anybody has the user ID or not: the desk is told that, and no page is.
//!
//! The letter to the desk holds nothing that a visitor typed: neither a link to follow nor a password that
//! was typed into the wrong field. What they wrote is sealed, for operators to read where nothing can be followed.

use super::{Seat, Service};
use crate::delivery::letter::Letter;
use crate::delivery::letter::help::HelpLetter;
use crate::domain::account::Account;
use crate::domain::audit::Fact;
use crate::domain::help::{HelpAnswer, HelpNumber, HelpReceipt, HelpWish, LONGEST_WORDS};
use crate::domain::id::LetterId;
use crate::domain::limit::Scope;
use crate::domain::login::LoginKey;
use crate::domain::outcome::Trouble;
use crate::domain::secret::Secret;
use crate::domain::support::SupportCode;
use crate::domain::visible::visible;
use crate::store::{Close, Debit, NewHelpRequest, NewLetter, StoreError, Tally, Tx};
use crate::transact;

/// As much of a user ID as is kept: longer than any.
const LONGEST_LOGIN: usize = 256;
/// Numbers that are drawn at most: of 900,000 there are few in use.
const DRAWS: usize = 16;

impl Service {
    /// Takes a request for help; with `solution`, where a riddle stood before it.
    pub async fn ask_help(&self, seat: &Seat, wish: &HelpWish, solution: Option<&Secret>) -> Result<HelpAnswer, Trouble> {
        let began = self.now();
        if let Some(asked) = self.riddle_before(seat, solution).await? {
            return Ok(HelpAnswer::Captcha(asked));
        }
        let asked = transact!(self.store, |tx| async { self.ask_help_in(tx, seat, wish).await });
        self.release(seat, began).await;
        self.ring(asked)
    }

    async fn ask_help_in(&self, tx: &mut Tx, seat: &Seat, wish: &HelpWish) -> Result<Close<HelpAnswer>, StoreError> {
        let login = LoginKey::of(&wish.login);
        let account = tx.account_by_key(&login).await?;
        if let Debit::Full { until, .. } = tx.debit(&self.help_tallies(seat, &login), seat.standing, self.now()).await? {
            return Ok(Close::Undo(HelpAnswer::Enough { until }));
        }
        let number = self.free_number(tx).await?;
        let support = match &wish.support {
            Some(support) => support.clone(),
            None => SupportCode::new(self.ambient.entropy()?),
        };
        let receipt = HelpReceipt { number, support };
        tx.add_help_request(&self.request(seat, wish, &receipt, account.as_ref())).await?;
        self.tell_desk(tx, seat, wish, &receipt, account.as_ref()).await?;
        let fact = Fact::HelpRequested { number, page: wish.page, support: receipt.support.clone() };
        tx.audit(&self.entry(seat, account.as_ref().map(|account| &account.id), fact)).await?;
        Ok(Close::Commit(HelpAnswer::Sent(receipt)))
    }

    /// What a request counts against: the user ID that was typed, the place, and everybody's letters.
    fn help_tallies(&self, seat: &Seat, login: &LoginKey) -> Vec<Tally> {
        let tally = |subject, scope| self.tally(subject, scope, seat.standing);
        let mut tallies = vec![tally(self.store.subject(login), Scope::HelpAccount)];
        tallies.extend(self.source_tally(seat, Scope::HelpSource));
        if self.organisation.desk.email.is_some() {
            tallies.push(tally(self.store.keys().fleet(), Scope::FleetLetters));
        }
        tallies
    }

    async fn free_number(&self, tx: &mut Tx) -> Result<HelpNumber, StoreError> {
        for _ in 0..DRAWS {
            let number = HelpNumber::draw(self.ambient.entropy()?);
            if !tx.help_number_is_taken(number).await? {
                return Ok(number);
            }
        }
        Err(StoreError::Damaged("no number is left for a request for help".to_owned()))
    }

    fn request(&self, seat: &Seat, wish: &HelpWish, receipt: &HelpReceipt, account: Option<&Account>) -> NewHelpRequest {
        NewHelpRequest {
            number: receipt.number,
            account: account.map(|account| account.id.clone()),
            subject: self.store.subject(&LoginKey::of(&wish.login)),
            standing: seat.standing,
            place: seat.place.to_string(),
            language: seat.language,
            page: wish.page,
            support: receipt.support.to_string(),
            typed: visible(wish.login.trim(), LONGEST_LOGIN),
            words: visible(wish.words.trim(), LONGEST_WORDS),
            created: self.now(),
        }
    }

    async fn tell_desk(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        wish: &HelpWish,
        receipt: &HelpReceipt,
        account: Option<&Account>,
    ) -> Result<(), StoreError> {
        let desk = &self.organisation.desk;
        if desk.email.is_none() {
            return Ok(());
        }
        let now = self.now();
        let letter = Letter::Help(HelpLetter {
            language: desk.language.unwrap_or(seat.language),
            number: receipt.number.number(),
            at: now,
            place: seat.place.clone(),
            person: account.map(|account| (account.login.to_string(), account.name.clone())),
            page: wish.page.to_owned(),
            support: receipt.support.to_string(),
            spoken: seat.language,
            has_words: !visible(wish.words.trim(), LONGEST_WORDS).is_empty(),
        });
        tx.add_desk_letter(&NewLetter {
            id: LetterId::new(now, self.ambient.entropy()?),
            account: None,
            contact: None,
            challenge: None,
            payload: letter.to_payload(),
            created: now,
            give_up_at: now + self.notice_life,
        })
        .await
    }
}
