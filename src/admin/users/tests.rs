//! Accounts from the command line to the store and back, on a store that `init` made.

use std::fs;

use clap::Parser;
use sqlx::Connection;
use tempfile::TempDir;

use super::*;
use crate::admin::init::init;
use crate::cli::{AddUser, AdminCommand, Arguments, Command, UserCommand};
use crate::config;
use crate::domain::id::AccountId;
use crate::domain::limit::{Counter, Scope};
use crate::domain::method::{Method, Standing};
use crate::domain::outcome::AskedQuestion;
use crate::domain::policy::Limits;
use crate::domain::proof::answers::StoredAnswer;
use crate::domain::proof::totp::{Authenticator, otpauth_uri};
use crate::domain::question::{Question, Topic};
use crate::domain::time::Moment;
use crate::service::ambient::Ambient;
use crate::store::{PasswordHashes, Tally};

const NOW: Moment = Moment::from_millis(1_795_183_500_000);

const SETTINGS: &str =
    "[password]\nargon2.memory_mib = 19\nargon2.time = 2\n[questions]\nown = [\"Which room did you begin in?\"]\n";

/// What an operator types for a trial.
const ANSWERS: &str = "first-pet\tCanary the cat\nfirst-car\tFiat Panda\nchildhood-toy\tBobbie\r\ncity-first-job\tGhent\n\
                       Which room did you begin in?\tB 12\n";

struct Desk {
    folder: TempDir,
    config: Config,
    ambient: Ambient,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kiosk.toml");
        fs::write(&path, SETTINGS).expect("written");
        init(&path, None, [[1; 32]; 2], NOW, &mut Vec::new()).await.expect("a store");
        Self { config: config::load(&path).expect("sound"), folder, ambient: Ambient::fixed(NOW) }
    }

    async fn add(&self, line: &str, mut input: &[u8]) -> (anyhow::Result<Outcome>, String) {
        let mut out = Vec::new();
        let with = Enrolment { config: &self.config, ambient: &self.ambient, input: &mut input };
        let outcome = add(&wanted(line), with, &mut out).await;
        (outcome, String::from_utf8(out).expect("a text"))
    }

    async fn shown(&self, login: &str) -> Value {
        let mut out = Vec::new();
        assert_eq!(show(&self.config, login, true, &mut out).await.expect("asked"), Outcome::Done);
        serde_json::from_slice(&out).expect("JSON")
    }

    /// What the store keeps of the questions and answers of `login`.
    async fn answers(&self, login: &str) -> (Vec<AskedQuestion>, Vec<StoredAnswer>) {
        let store = open_store(&self.config).await.expect("open");
        let key = LoginKey::of(login);
        let found: Result<_, StoreError> = transact!(store, |tx| async {
            let id: AccountId = tx.account_by_key(&key).await?.expect("an account").id;
            Ok(Close::Undo((tx.questions(&id).await?, tx.answers(&id).await?)))
        });
        found.expect("read")
    }

    async fn stored(&self, login: &str) -> (PasswordHashes, Vec<Authenticator>) {
        let store = open_store(&self.config).await.expect("open");
        let key = LoginKey::of(login);
        let found: Result<_, StoreError> = transact!(store, |tx| async {
            let id: AccountId = tx.account_by_key(&key).await?.expect("an account").id;
            Ok(Close::Undo(tx.authenticators(&id).await?))
        });
        let (_, passwords) = store.account_with_passwords(&key).await.expect("read").expect("an account");
        (passwords, found.expect("read"))
    }
}

/// What is counted about somebody.
const FAILING: [Scope; 5] =
    [Scope::Account, Scope::Method(Method::Email), Scope::Method(Method::Totp), Scope::LettersShort, Scope::LettersLong];

impl Desk {
    /// Counts up to `times` failures of everything about `login`, in the hall and elsewhere.
    async fn fail(&self, login: &str, times: usize) {
        let store = open_store(&self.config).await.expect("a store");
        let subject = store.subject(&LoginKey::of(login));
        for (standing, scope) in [Standing::Trusted, Standing::Open].into_iter().flat_map(|s| FAILING.map(|scope| (s, scope))) {
            let tally = Tally { subject: subject.clone(), scope, limit: Limits::MODERN.limit(scope, standing) };
            for _ in 0..times {
                let failed = transact!(store, |tx| async {
                    Ok(Close::Commit(tx.debit(std::slice::from_ref(&tally), standing, Moment::from_millis(1)).await?))
                });
                failed.expect("counted");
            }
        }
    }

    async fn counters(&self, login: &str, standing: Standing) -> Vec<(Scope, Counter)> {
        let store = open_store(&self.config).await.expect("a store");
        let subject = store.subject(&LoginKey::of(login));
        transact!(store, |tx| async { Ok(Close::Undo(tx.counters(&subject, standing).await?)) }).expect("read")
    }

    /// How often the audit says that somebody was let off, by an administrator.
    async fn unblocked(&self) -> usize {
        let store = self.folder.path().join("kiosk.db");
        let mut database = sqlx::SqliteConnection::connect(&format!("sqlite:{}", store.display())).await.expect("a way in");
        let told = sqlx::query("SELECT 1 FROM audit WHERE fact = 'account-unblocked' AND place = 'admin' AND account_id <> ''");
        told.fetch_all(&mut database).await.expect("the audit").len()
    }

    /// How many answers of trials are there whose owner is to replace them.
    async fn to_be_replaced(&self) -> usize {
        let store = self.folder.path().join("kiosk.db");
        let mut database = sqlx::SqliteConnection::connect(&format!("sqlite:{}", store.display())).await.expect("a way in");
        sqlx::query("SELECT 1 FROM answer WHERE must_replace = 1").fetch_all(&mut database).await.expect("answers").len()
    }
}

fn wanted(line: &str) -> AddUser {
    let words = ["kiosk", "admin", "user", "add"].into_iter().chain(line.split(' '));
    match Arguments::try_parse_from(words).expect(line).command {
        Some(Command::Admin(AdminCommand::User(UserCommand::Add(wanted)))) => *wanted,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn everything_an_operator_says_of_a_person_is_kept() {
    let desk = Desk::open().await;
    let line = "Ada --name Ada --email work@example.org --proved-email home@example.org --group staff --group staff --role administrator \
                --language nl --managed elsewhere --disabled";
    assert_eq!(desk.add(line, b"").await.0.expect("added"), Outcome::Done);
    assert_eq!(
        desk.shown(" ADA ").await,
        json!({
            "login": "Ada", "external_id": null, "name": "Ada", "phones": [], "office_phones": [], "language": "nl",
            "role": "administrator", "managed": "elsewhere", "enabled": false, "groups": ["staff"], "apps": 0, "security_keys": [],
            "questions": 0, "must_change": false, "locked_until": null,
            "emails": [
                { "address": "home@example.org", "origin": "authentication", "preferred": false },
                { "address": "work@example.org", "origin": "directory", "preferred": false },
            ],
        })
    );
    let mut listing = Vec::new();
    list(&desk.config, false, &mut listing).await.expect("listed");
    let listing = String::from_utf8(listing).expect("a text");
    assert!(
        listing.starts_with("Ada ")
            && listing.contains("administrator, managed elsewhere, addresses 2, apps 0, keys 0, questions 0, disabled")
    );
}

#[tokio::test]
async fn addresses_are_shown_as_they_were_entered() {
    let desk = Desk::open().await;
    let entered = ["f@example.org", "e@example.org", "d@example.org", "c@example.org", "b@example.org", "a@example.org"];
    let line =
        format!("alain --proved-email {} --email {}", entered[..3].join(" --proved-email "), entered[3..].join(" --email "));
    desk.add(&line, b"").await.0.expect("added");
    let shown = desk.shown("alain").await;
    let emails: Vec<&str> =
        shown["emails"].as_array().expect("a list").iter().filter_map(|email| email["address"].as_str()).collect();
    assert_eq!(emails, entered);
    let preferred = |email: &&Value| email["preferred"] == true;
    let preferred: Vec<&Value> = shown["emails"].as_array().expect("a list").iter().filter(preferred).collect();
    assert_eq!(preferred.len(), 1, "{shown}");
    assert_eq!(preferred[0]["address"], entered[0], "codes go there first");
}

#[tokio::test]
async fn a_first_password_is_hashed_and_must_be_changed() {
    let desk = Desk::open().await;
    desk.add("ada --password-stdin", b"canary first\r\nnot this line\n").await.0.expect("added");
    assert_eq!(desk.shown("ada").await["must_change"], true);
    let hash = desk.stored("ada").await.0.current.expect("a hash");
    let hashing = crate::service::hashing::Hashing::new(desk.config.hashing.into()).expect("a cost");
    let verifies = hashing.verify(crate::domain::secret::Secret::new("canary first".to_owned()), hash).await;
    assert_eq!(verifies, Ok(true));
    for file in ["kiosk.db", "kiosk.db-wal"] {
        let bytes = fs::read(desk.folder.path().join(file)).unwrap_or_default();
        assert!(!bytes.windows(6).any(|window| window == b"canary"), "{file}");
    }
}

#[tokio::test]
async fn no_password_is_no_account() {
    let desk = Desk::open().await;
    for input in [&b""[..], b"\n", &[b'x'; 129]] {
        assert!(desk.add("ada --password-stdin", input).await.0.is_err());
    }
    let unknown = show(&desk.config, "ada", false, &mut Vec::new()).await.expect("asked");
    assert_eq!(unknown, Outcome::NotFound("no account has the login ada".to_owned()));
}

#[tokio::test]
async fn the_uri_that_is_printed_is_of_the_app_that_is_stored() {
    let desk = Desk::open().await;
    let (_, said) = desk.add("ada --totp", b"").await;
    let apps = desk.stored("ada").await.1;
    assert_eq!((apps.len(), apps[0].seed.len()), (1, 20));
    let uri = otpauth_uri(&apps[0].seed, &desk.config.organisation.name, "ada").expect("a URI");
    assert_eq!(said, format!("added ada\n{}\n", uri.expose()));
}

#[tokio::test]
async fn a_login_is_given_once() {
    let desk = Desk::open().await;
    desk.add("ada", b"").await.0.expect("added");
    let again = desk.add("ADA --email other@example.org", b"").await.0.expect("answered");
    assert!(matches!(again, Outcome::Refused(_)));
    assert_eq!(desk.shown("ada").await["emails"], json!([]));
}

#[tokio::test]
async fn somebody_is_let_off_once_and_it_is_recorded() {
    let desk = Desk::open().await;
    desk.add("ada", b"").await.0.expect("added");
    desk.add("eve", b"").await.0.expect("added");
    let let_off = async |login: &str| {
        let mut said = Vec::new();
        let outcome = unblock(&desk.config, login, Moment::from_millis(2), &mut said).await.expect("asked");
        (outcome, String::from_utf8(said).expect("a text"))
    };
    assert_eq!(let_off("ada").await, (Outcome::Done, "ada is not blocked\n".to_owned()));
    assert_eq!(desk.unblocked().await, 0, "nothing was done");
    for login in ["ada", "eve"] {
        desk.fail(login, 12).await;
    }
    assert_eq!(let_off("ADA").await, (Outcome::Done, "unblocked ADA: what failed before no longer counts\n".to_owned()));
    for standing in [Standing::Trusted, Standing::Open] {
        let [ada, eve] = [desk.counters("ada", standing).await, desk.counters("eve", standing).await];
        for (scope, counter) in &ada {
            let is_letters = matches!(scope, Scope::LettersShort | Scope::LettersLong);
            assert_eq!(counter.failures > 0, is_letters, "{scope:?}: how many letters were sent is not forgotten");
            assert!(is_letters || (counter.blocked(Moment::from_millis(1)), counter.blocks, counter.in_a_row) == (None, 0, 0));
        }
        assert_eq!((ada.len(), eve.len()), (FAILING.len(), FAILING.len()));
        assert!(eve.iter().all(|(_, counter)| counter.failures > 0), "hers stay: {eve:?}");
    }
    assert_eq!(desk.unblocked().await, 1);
    assert_eq!(let_off("ada").await.1, "ada is not blocked\n", "once is enough");
    assert_eq!(let_off("bob").await.0, Outcome::NotFound("no account has the login bob".to_owned()));
    assert_eq!(desk.unblocked().await, 1);
}

#[tokio::test]
async fn answers_for_a_trial_are_kept_as_hashes() {
    let desk = Desk::open().await;
    let input = format!("canary first\n{ANSWERS}");
    desk.add("ada --password-stdin --questions", input.as_bytes()).await.0.expect("added");
    assert_eq!((desk.shown("ada").await["questions"].as_i64(), desk.to_be_replaced().await), (Some(5), 5));
    let (questions, answers) = desk.answers("ada").await;
    for question in [Question::Topic(Topic::FirstPet), Question::Own("Which room did you begin in?".to_owned())] {
        assert!(questions.iter().any(|asked| asked.question == question), "{question:?}");
    }
    assert!(answers.iter().all(|answer| answer.hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")));
    for file in ["kiosk.db", "kiosk.db-wal"] {
        let bytes = fs::read(desk.folder.path().join(file)).unwrap_or_default();
        for secret in ["canary", "Canary", "Which room"] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret} in {file}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_answer_is_told_by_its_line_and_adds_nobody() {
    let desk = Desk::open().await;
    let fault = async |line: &str, input: &str| desk.add(line, input.as_bytes()).await.0.expect_err("refused").to_string();
    for (place, says, bad) in [
        (1, "no tab", "first-pet Canary"),
        (2, "neither among questions.topics nor among questions.own", "canary\tfirst-car"),
        (2, "neither among", "birth-hospital\tCanary"),
        (3, "on an earlier line", "first-pet\tCanary"),
        (3, "fewer than 3", "childhood-toy\tca"),
        (4, "one of the earlier answers", "city-first-job\tcanary THE  cat"),
        (5, "is the login", "childhood-hero\tADA"),
    ] {
        let mut lines: Vec<&str> = ANSWERS.lines().collect();
        lines[place - 1] = bad;
        let said = fault("ada --questions", &lines.join("\n")).await;
        assert!(said.starts_with(&format!("standard input, line {place}: ")) && said.contains(says), "{said}");
        assert!(!said.to_lowercase().contains("canary"), "{said}");
    }
    let said = fault("ada --password-stdin --questions", "canary first\nfirst-pet\n").await;
    assert!(said.starts_with("standard input, line 2: "), "the first line is the password: {said}");
    let said = fault("ada --questions", "first-pet\tMinoes\n").await;
    assert!(said.contains("1 answers are there; expected 5 to 20"), "{said}");
    let said = fault("ada --questions --role administrator", ANSWERS).await;
    assert!(said.contains("an administrator is never asked"), "{said}");
    let unknown = show(&desk.config, "ada", false, &mut Vec::new()).await.expect("asked");
    assert!(matches!(unknown, Outcome::NotFound(_)));
}
