//! Says what the store holds, without asking the service that put it there; and forgets what was played, so that it
//! can be shown once more.

use std::sync::Arc;

use super::DemoError;
use super::apps::App;
use crate::domain::account::Account;
use crate::domain::code::normalise;
use crate::domain::id::{AccountId, ChallengeId, VisitId};
use crate::domain::login::LoginKey;
use crate::domain::method::{Gate, Method};
use crate::domain::proof::OpenChallenge;
use crate::domain::proof::recovery::RecoveryMac;
use crate::domain::proof::totp::{self, Authenticator};
use crate::domain::secret::Secret;
use crate::domain::time::{Moment, Span};
use crate::service::hashing::Hashing;
use crate::store::{Close, Store, StoreError};
use crate::transact;

/// More requests than the demo is asked for.
const MANY: u32 = 1_000;

#[derive(Clone)]
pub struct Witness {
    pub(super) store: Store,
    pub(super) hashing: Arc<Hashing>,
}

impl Witness {
    /// Whether `login` is locked after wrong passwords.
    pub async fn is_locked(&self, login: &str) -> Result<bool, DemoError> {
        let found = self.store.account_with_passwords(&LoginKey::of(login)).await?;
        Ok(found.is_none_or(|(account, _)| account.locked_until.is_some()))
    }

    /// How many requests for help there are.
    pub async fn help_requests(&self) -> Result<usize, DemoError> {
        Ok(self.store.help_requests(true, MANY).await?.len())
    }

    /// How many apps `login` has.
    pub async fn apps(&self, login: &str) -> Result<usize, DemoError> {
        Ok(self.authenticators(login).await?.1.len())
    }

    /// Whether what `app` shows at `now` proves that one is `login`.
    pub async fn is_proved_by(&self, app: &App, login: &str, now: Moment) -> Result<bool, DemoError> {
        let (account, apps) = self.authenticators(login).await?;
        let challenge = OpenChallenge {
            id: ChallengeId::from_stored(String::new()),
            account: Some(account),
            visit: VisitId::from_stored(String::new()),
            gate: Gate::First,
            method: Method::Totp,
            opened: now,
            expires: now + Span::minutes(1),
        };
        Ok(totp::verify(&challenge, &apps, &totp::code_at(&app.seed, now), now).is_ok())
    }

    /// Takes the apps of `login` away, so that it can be shown once more how they get one.
    pub async fn forget_apps(&self, login: &str) -> Result<(), DemoError> {
        let (account, apps) = self.authenticators(login).await?;
        Ok(transact!(self.store, |tx| async {
            for app in &apps {
                tx.remove_app(&account, &app.id).await?;
            }
            Ok(Close::Commit(()))
        })?)
    }

    /// How often `login` has put a reminder off.
    pub async fn put_off(&self, login: &str) -> Result<u32, DemoError> {
        Ok(self.account(login).await?.reminded.skipped)
    }

    /// Whether what is on paper in `codes` is the sheet of `login`, and none of it was used.
    pub async fn has_sheet(&self, login: &str, codes: &[Secret]) -> Result<bool, DemoError> {
        let owner = self.account(login).await?.id;
        let key = self.store.keys().recovery_key();
        let written: Vec<RecoveryMac> = codes.iter().map(|code| key.mac(&owner, &normalise(code.expose()))).collect();
        let kept = transact!(self.store, |tx| async { Ok(Close::Undo(tx.recovery_codes(&owner).await?)) });
        let kept = kept.map_err(|error: StoreError| DemoError::from(error))?;
        let is_there = |mac: &RecoveryMac| kept.iter().any(|code| code.mac == *mac && !code.used);
        Ok(!written.is_empty() && kept.len() == written.len() && written.iter().all(is_there))
    }

    /// Takes the sheet of `login` away.
    pub async fn forget_sheet(&self, login: &str, now: Moment) -> Result<(), DemoError> {
        let owner = self.account(login).await?.id;
        Ok(transact!(self.store, |tx| async {
            tx.replace_recovery_codes(&owner, &[], now).await?;
            Ok(Close::Commit(()))
        })?)
    }

    /// Nobody ever reminded `login` of anything.
    pub async fn forget_reminders(&self, login: &str, now: Moment) -> Result<(), DemoError> {
        let owner = self.account(login).await?.id;
        Ok(transact!(self.store, |tx| async {
            tx.confirm_registration(&owner, now).await?;
            Ok(Close::Commit(()))
        })?)
    }

    async fn account(&self, login: &str) -> Result<Account, DemoError> {
        let found = self.store.account_with_passwords(&LoginKey::of(login)).await?;
        Ok(found.ok_or(StoreError::AccountGone)?.0)
    }

    async fn authenticators(&self, login: &str) -> Result<(AccountId, Vec<Authenticator>), DemoError> {
        let key = LoginKey::of(login);
        Ok(transact!(self.store, |tx| async {
            let account = tx.account_by_key(&key).await?.ok_or(StoreError::AccountGone)?;
            let apps = tx.authenticators(&account.id).await?;
            Ok(Close::Undo((account.id, apps)))
        })?)
    }

    /// Whether `password` signs `login` in, by what is committed.
    pub async fn accepts(&self, login: &str, password: &Secret) -> Result<bool, DemoError> {
        let found = self.store.account_with_passwords(&LoginKey::of(login)).await?;
        let (_, passwords) = found.ok_or(StoreError::AccountGone)?;
        let Some(hash) = passwords.current else { return Ok(false) };
        self.hashing.verify(password.duplicate(), hash).await.map_err(|_| DemoError::Hashing)
    }
}
