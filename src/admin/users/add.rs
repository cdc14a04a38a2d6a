//! A new account, with all that an operator gives it.

mod questions;

use std::collections::BTreeSet;
use std::io::BufRead;

use serde_json::json;
use zeroize::Zeroizing;

use super::super::{Out, Outcome, open_store};
use super::read_line;
use crate::cli::AddUser;
use crate::config::Config;
use crate::domain::account::{Address, Contact, Origin};
use crate::domain::audit::{Entry, Fact};
use crate::domain::id::{AccountId, ContactId, TotpId};
use crate::domain::proof::totp::otpauth_uri;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::domain::visible::visible;
use crate::service::ambient::{Ambient, NoEntropy};
use crate::service::hashing::Hashing;
use crate::store::{Close, NewAccount, NewTotp, StoreError};
use crate::transact;

/// What an account is made of and with.
pub struct Enrolment<'e> {
    pub config: &'e Config,
    pub ambient: &'e Ambient,
    /// Where the first password comes from, and then the answers, when they are asked for.
    pub input: &'e mut dyn BufRead,
}

/// RFC 4226 asks for 160 bits.
const SEED_BYTES: usize = 20;
const LONGEST_NAME: usize = 100;

/// Adds the account that `wanted` describes.
///
/// # Errors
/// When the store cannot be used or standard input gives no password or no fit answers; then nothing was added.
pub async fn add(wanted: &AddUser, with: Enrolment<'_>, out: Out<'_>) -> anyhow::Result<Outcome> {
    let Enrolment { config, ambient, input } = with;
    let store = open_store(config).await?;
    let password_hash =
        if wanted.password_stdin { Some(hash(first_password(input, config)?, config, ambient).await?) } else { None };
    let answers = if wanted.questions { questions::read(wanted, config, ambient, input)? } else { Vec::new() };
    let account = NewAccount { answers, ..compose(wanted, password_hash, ambient)? };
    let now = ambient.now();
    let entry = added(&account.id, now);
    let done: Result<(), StoreError> = transact!(store, |tx| async {
        tx.add_account(&account, now).await?;
        tx.audit(&entry).await?;
        Ok(Close::Commit(()))
    });
    match done {
        Ok(()) => tell(&account, wanted.printed.json, config, out),
        Err(StoreError::LoginTaken) => {
            Ok(Outcome::Refused(format!("another account has the login {}", visible(account.login.as_str(), 120))))
        }
        Err(error) => Err(error.into()),
    }
}

fn compose(wanted: &AddUser, password_hash: Option<String>, ambient: &Ambient) -> Result<NewAccount, NoEntropy> {
    let now = ambient.now();
    let name = wanted.name.as_deref().unwrap_or_else(|| wanted.login.as_str());
    let contact = |(place, (origin, address)): (usize, (Origin, &Address))| -> Result<Contact, NoEntropy> {
        Ok(Contact { id: ContactId::in_row(now, ambient.entropy()?, place), origin, address: address.clone() })
    };
    let proved = wanted.proved_email.iter().map(|address| (Origin::Authentication, address));
    let known = wanted.email.iter().map(|address| (Origin::Directory, address));
    Ok(NewAccount {
        id: AccountId::new(now, ambient.entropy()?),
        login: wanted.login.clone(),
        name: visible(name, LONGEST_NAME),
        language: wanted.language,
        role: wanted.role,
        managed: wanted.managed,
        enabled: !wanted.disabled,
        groups: wanted.group.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect(),
        contacts: proved.chain(known).enumerate().map(contact).collect::<Result<_, _>>()?,
        phones: vec![],
        totps: wanted.totp.then(|| app(ambient)).transpose()?.into_iter().collect(),
        answers: Vec::new(),
        must_change: password_hash.is_some(),
        password_hash,
        locked_until: None,
    })
}

fn app(ambient: &Ambient) -> Result<NewTotp, NoEntropy> {
    let bytes = ambient.entropy()?.into_iter().chain(ambient.entropy()?);
    Ok(NewTotp { id: TotpId::new(ambient.now(), ambient.entropy()?), seed: Zeroizing::new(bytes.take(SEED_BYTES).collect()) })
}

fn first_password(input: &mut dyn BufRead, config: &Config) -> anyhow::Result<Secret> {
    let password = Secret::new(read_line(input)?);
    let length = password.expose().chars().count();
    let most = config.policy.base.password.max;
    anyhow::ensure!(
        (1..=most).contains(&length),
        "standard input: a password of 1 to {most} characters is expected, on one line"
    );
    Ok(password)
}

async fn hash(password: Secret, config: &Config, ambient: &Ambient) -> anyhow::Result<String> {
    let hashing = Hashing::new(config.hashing.into())?;
    let hashed = hashing.hash(password, ambient.entropy()?).await;
    hashed.map_err(|_| anyhow::anyhow!("the password could not be hashed"))
}

fn added(id: &AccountId, at: Moment) -> Entry {
    Entry { at, account: Some(id.clone()), visit: None, place: "admin".to_owned(), fact: Fact::AccountAdded }
}

fn tell(account: &NewAccount, json: bool, config: &Config, out: Out<'_>) -> anyhow::Result<Outcome> {
    let issuer = &config.organisation.name;
    let uri = account.totps.first().and_then(|app| otpauth_uri(&app.seed, issuer, account.login.as_str()));
    let uri = uri.as_ref().map(Secret::expose);
    if json {
        writeln!(out, "{}", json!({ "login": account.login.as_str(), "otpauth": uri }))?;
    } else {
        writeln!(out, "added {}", account.login)?;
        uri.map_or(Ok(()), |uri| writeln!(out, "{uri}"))?;
    }
    Ok(Outcome::Done)
}
