//! Where the demo takes place: a store in a folder that is thrown away, filled with the cast, and the
//! real service on top of it. Knows nothing of what is on the screen.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use tokio::sync::watch;
use zeroize::Zeroizing;

use super::DemoError;
use super::apps::{App, Apps};
use super::cast::{self, CAST, Known, Member};
use super::paper::Paper;
use super::witness::Witness;
use crate::config::QuestionSettings;
use crate::config::StoreSettings;
use crate::domain::account::{Address, Contact, Origin, PhoneContact};
use crate::domain::captcha::{CaptchaPolicy, When};
use crate::domain::code::normalise;
use crate::domain::id::{AccountId, AnswerId, ContactId, TotpId};
use crate::domain::login::Login;
use crate::domain::phone::{ContactKind, Phone};
use crate::domain::proof::answers::{AnswerCost, Form, hashed, normal};
use crate::domain::proof::recovery::RecoveryMac;
use crate::domain::question::{Question, QuestionPool, Topic};
use crate::domain::secret::Secret;
use crate::domain::time::Span;
use crate::service::ambient::{Ambient, random_key};
use crate::service::hashing::{Hashing, HashingCost};
use crate::service::{Parts, Service};
use crate::store::{Close, Keys, NewAccount, NewAnswer, NewTotp, Store, StoreError};
use crate::transact;

/// How long a notice is tried; here nothing keeps it from arriving.
const NOTICE_LIFE: Span = Span::hours(24);
/// How long the locked account stays locked: longer than any demo.
const LOCKED_FOR: Span = Span::days(7);

/// As little as Argon2 takes: the card shows the answers, and nobody shall wait for their hashes.
const ANSWER_COST: AnswerCost = AnswerCost { memory_kib: 8, passes: 1 };
/// Everybody is shown the riddle, though nobody here is suspected of anything.
const RIDDLES: CaptchaPolicy = CaptchaPolicy { trusted: When::Always, open: When::Always };

/// A kiosk with people in it, for one run of the demo.
pub struct Premises {
    pub service: Arc<Service>,
    pub ambient: Arc<Ambient>,
    pub apps: Arc<Apps>,
    pub paper: Arc<Paper>,
    pub witness: Witness,
    /// The answer to the last riddle, for whoever plays the visitor.
    pub answers: watch::Receiver<Option<Secret>>,
    folder: Folder,
}

impl Premises {
    /// A fresh store with the cast in it.
    ///
    /// # Errors
    /// When there is no folder to make it in, or it cannot be filled.
    pub async fn open(ambient: Arc<Ambient>, cost: HashingCost) -> Result<Self, DemoError> {
        let folder = Folder::make()?;
        let store = empty_store(&folder, &ambient).await?;
        let hashing = || Hashing::new(cost).map_err(|_| DemoError::Hashing);
        let witness = Witness { store: store.clone(), hashing: Arc::new(hashing()?) };
        let apps = Arc::new(Apps::new(move_in(&witness, &ambient).await?));
        let (prompter, answers) = watch::channel(None);
        let service = Service::new(Parts {
            store,
            policy: cast::policy(),
            organisation: cast::organisation(),
            notices: true,
            notice_life: NOTICE_LIFE,
            hashing: hashing()?,
            captcha: RIDDLES,
            questions: QuestionSettings { pool: QuestionPool::usual(), cost: ANSWER_COST },
            prompter: Some(prompter),
            ambient: Arc::clone(&ambient),
            mails: true,
            texts: true,
        });
        Ok(Self { service: Arc::new(service), ambient, apps, paper: Arc::default(), witness, answers, folder })
    }

    /// Leaves nothing behind.
    pub async fn close(self) {
        self.witness.store.close().await;
        drop(self.folder);
    }
}

async fn empty_store(folder: &Folder, ambient: &Ambient) -> Result<Store, DemoError> {
    let url = format!("sqlite:{}", folder.0.join("kiosk.db").display());
    let settings = StoreSettings { url, password: None, plain: false, node: "demo".to_owned() };
    let key = Zeroizing::new(random_key().map_err(StoreError::from)?);
    Store::migrate(&settings, Keys::generate(*key), ambient.now()).await?;
    Ok(Store::open(&settings, Keys::generate(*key)).await?)
}

/// Adds the cast. All have one password, so that one hash will do.
async fn move_in(witness: &Witness, ambient: &Ambient) -> Result<Vec<App>, DemoError> {
    let salt = ambient.entropy().map_err(StoreError::from)?;
    let password = Secret::new(cast::PASSWORD.to_owned());
    let hash = witness.hashing.hash(password, salt).await.map_err(|_| DemoError::Hashing)?;
    let people =
        CAST.iter().map(|member| enrolled(member, &hash, (witness.store.keys(), ambient))).collect::<Result<Vec<_>, _>>()?;
    transact!(witness.store, |tx| async {
        for (member, new) in CAST.iter().zip(&people) {
            tx.add_account(new, ambient.now()).await?;
            tx.replace_recovery_codes(&new.id, &sheet(member, new, witness.store.keys()), ambient.now()).await?;
        }
        Ok(Close::Commit(()))
    })?;
    let apps = CAST.iter().zip(people).flat_map(|(member, new)| {
        let login = member.login;
        new.totps.into_iter().map(move |totp| App { login, seed: totp.seed })
    });
    Ok(apps.collect())
}

fn enrolled(member: &Member, hash: &str, (keys, ambient): (&Keys, &Ambient)) -> Result<NewAccount, StoreError> {
    let now = ambient.now();
    let mut contacts = Vec::new();
    // Somebody new has registered nothing yet: the organisation knows their address.
    let is_new = member.password == Known::Never;
    let origin = if is_new { Origin::Directory } else { Origin::Authentication };
    for (place, address) in member.emails.iter().filter_map(|text| Address::parse(text)).enumerate() {
        contacts.push(Contact { id: ContactId::in_row(now, ambient.entropy()?, place), origin, address });
    }
    let mut phones = Vec::new();
    for (place, number) in member.mobile.iter().filter_map(|text| Phone::parse(text, None).ok()).enumerate() {
        let id = ContactId::in_row(now, ambient.entropy()?, place);
        phones.push(PhoneContact { id, origin: Origin::Directory, kind: ContactKind::Mobile, number });
    }
    let app = member.has_app.then(|| new_app(ambient)).transpose()?;
    Ok(NewAccount {
        id: AccountId::new(now, ambient.entropy()?),
        login: Login::enrol(member.login).map_err(|bad| StoreError::Damaged(bad.to_string()))?,
        name: member.name.to_owned(),
        language: member.language,
        role: member.role,
        managed: member.managed,
        enabled: member.enabled,
        groups: member.groups.iter().map(|group| (*group).to_owned()).collect(),
        contacts,
        phones,
        totps: app.into_iter().collect(),
        answers: member.answers.iter().map(|answer| new_answer(answer, keys, ambient)).collect::<Result<_, _>>()?,
        password_hash: (!is_new).then(|| hash.to_owned()),
        must_change: false,
        locked_until: (member.password == Known::Locked).then(|| now + LOCKED_FOR),
    })
}

/// What the store keeps of the codes on the card.
fn sheet(member: &Member, new: &NewAccount, keys: &Keys) -> Vec<RecoveryMac> {
    member.codes.iter().map(|code| keys.recovery_key().mac(&new.id, &normalise(code))).collect()
}

fn new_answer((topic, answer): &(Topic, &str), keys: &Keys, ambient: &Ambient) -> Result<NewAnswer, StoreError> {
    let form = Form::current(cast::policy().questions.ignore_punctuation);
    let hash = hashed(&normal(answer, form), form, &keys.answer_key(), ANSWER_COST, &ambient.entropy()?);
    let hash = hash.ok_or_else(|| StoreError::Damaged("a cost that Argon2 refuses".to_owned()))?;
    let id = AnswerId::new(ambient.now(), ambient.entropy()?);
    Ok(NewAnswer { id, question: Question::Topic(*topic), form, hash, must_replace: false })
}

fn new_app(ambient: &Ambient) -> Result<NewTotp, StoreError> {
    let seed = Zeroizing::new([ambient.entropy()?, ambient.entropy()?].concat());
    Ok(NewTotp { id: TotpId::new(ambient.now(), ambient.entropy()?), seed })
}

/// A folder of its owner's only, gone with the value.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Result<Self, DemoError> {
        let name = Ambient::real().entropy().map_err(StoreError::from)?;
        let path = std::env::temp_dir().join(format!("kiosk-demo-{}", HEXLOWER.encode(&name)));
        made(&path).map_err(DemoError::Folder)?;
        Ok(Self(path))
    }
}

fn made(path: &std::path::Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is in a folder for temporary things, and nobody else can read it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests;
