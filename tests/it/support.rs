//! A kiosk for tests that reads like a story: a store in a temporary folder, a clock that is moved by
//! hand, randomness that is the same in every run, Argon2 at its lowest cost, and a mailbox.

// Found from the benches, too.
#[path = "support/making.rs"]
mod making;
#[path = "support/person.rs"]
mod person;
#[path = "support/sitting.rs"]
mod sitting;

pub use making::Making;
pub use person::Person;
pub use sitting::Sitting;

use std::sync::{Arc, Mutex};

use kiosk::config::{QuestionSettings, StoreSettings};
use kiosk::delivery::{Mail, Post, ShortText};
use kiosk::domain::account::{Account, Address, Contact, Language, PhoneContact};
use kiosk::domain::code::grouped;
use kiosk::domain::id::{AccountId, AnswerId, ContactId, TotpId};
use kiosk::domain::limit::Scope;
use kiosk::domain::login::{Login, LoginKey};
use kiosk::domain::method::{Gates, Method, Standing};
use kiosk::domain::password::PasswordRules;
use kiosk::domain::phone::Phone;
use kiosk::domain::place::Place;
use kiosk::domain::policy::{BasePolicy, CodePolicy, Enabled, GroupPolicy, Limits, Policy, ReminderPolicy, Reveal, Reveals};
use kiosk::domain::proof::answers::{AnswerCost, Form, hashed, normal};
use kiosk::domain::proof::totp::code_at;
use kiosk::domain::question::{Question, QuestionPolicy, QuestionPool, Topic};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::{Moment, Span};
use kiosk::domain::times::VisitTimes;
use kiosk::flow::{House, Visit};
use kiosk::service::ambient::Ambient;
use kiosk::service::courier::Courier;
use kiosk::service::hashing::{Hashing, HashingCost};
use kiosk::service::source::Source;
use kiosk::service::{Parts, Seat, Service};
use kiosk::session::setback::Setback;
use kiosk::store::{Close, Keys, NewAccount, NewAnswer, NewTotp, Store, StoreError};
use kiosk::transact;
use sqlx::Connection;
use tokio::sync::{mpsc, watch};
use zeroize::Zeroizing;

/// The seed of every authenticator app in these tests that has no other.
pub const SEED: &[u8] = b"12345678901234567890";
/// The password that everybody has at first.
pub const OLD_PASSWORD: &str = "violet harbour 1999";
pub const START: Moment = Moment::from_millis(1_800_000_000_000);
/// As little as Argon2 takes.
pub const LOWEST_COST: HashingCost = HashingCost { memory_kib: 8, passes: 1, lanes: 1, at_once: 2, queue: 32 };

pub const LOWEST_ANSWER_COST: AnswerCost = AnswerCost { memory_kib: 8, passes: 1 };

/// What everybody in these tests answers who answers questions.
pub const ANSWERS: [(Topic, &str); 5] = [
    (Topic::CityFirstJob, "Ghent"),
    (Topic::GradeSchoolTeacher, "Vermeer"),
    (Topic::ChildhoodToy, "Bobbie"),
    (Topic::FirstCar, "Fiat Panda"),
    (Topic::FirstPet, "Minoes"),
];

pub struct Kiosk {
    pub service: Arc<Service>,
    pub store: Store,
    pub ambient: Arc<Ambient>,
    pub hashing: Hashing,
    house: Arc<House>,
    courier: Courier,
    /// The answer to the last riddle.
    answers: watch::Receiver<Option<Secret>>,
    inbox: Mutex<mpsc::Receiver<Mail>>,
    phone: Mutex<mpsc::Receiver<ShortText>>,
    folder: Option<tempfile::TempDir>,
    url: String,
}

/// The defaults of the design, with one gate; members of `two` pass two.
pub fn policy() -> Policy {
    Policy {
        base: BasePolicy {
            enabled: Enabled::All,
            gates: Gates::One,
            methods: Method::ALL.to_vec(),
            directory_contacts: true,
            password: PasswordRules { organisation_words: vec!["Wingtip".to_owned()], ..PasswordRules::MODERN },
        },
        groups: vec![GroupPolicy { name: "two".to_owned(), gates: Some(Gates::Two), ..GroupPolicy::default() }],
        code: CodePolicy::MODERN,
        limits: Limits::MODERN,
        reveal: Reveals { trusted: Reveal::Explain, open: Reveal::Uniform },
        questions: QuestionPolicy::MODERN,
        unlock: false,
        reminders: ReminderPolicy { required: false, ..ReminderPolicy::MODERN },
    }
}

impl Kiosk {
    /// A kiosk on a fresh SQLite store.
    pub async fn new() -> Self {
        Self::made(Making::default()).await
    }

    pub async fn made(making: Making) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("kiosk.db").display());
        let mut kiosk = Self::on(StoreSettings { url, password: None, plain: false, node: "test".to_owned() }, making).await;
        kiosk.folder = Some(folder);
        kiosk
    }

    /// A kiosk on the store of `settings`, which is migrated first.
    pub async fn on(settings: StoreSettings, making: Making) -> Self {
        let ambient = Arc::new(if making.real_clock { Ambient::real() } else { Ambient::fixed(START) });
        Store::migrate(&settings, Keys::generate([7; 32]), START).await.expect("a migrated store");
        let store = Store::open(&settings, Keys::generate([7; 32])).await.expect("an open store");
        let (prompter, answers) = watch::channel(None);
        let resets = making.policy.base.enabled != Enabled::None;
        let parts = Parts {
            store: store.clone(),
            policy: making.policy,
            organisation: making.organisation.clone(),
            notices: making.notices,
            notice_life: Span::hours(24),
            hashing: hashing(making.hashing),
            captcha: making.captcha,
            questions: QuestionSettings { pool: QuestionPool::usual(), cost: LOWEST_ANSWER_COST },
            prompter: Some(prompter),
            ambient: Arc::clone(&ambient),
            mails: making.mails,
            texts: making.texts,
        };
        let service = Arc::new(Service::new(parts));
        let (post, inbox) = mpsc::channel(64);
        let (tower, phone) = mpsc::channel(64);
        let post = Post::Screens { inbox: post, phone: tower };
        let courier = Courier::new(Arc::clone(&service), post, "courier".to_owned());
        let house = House {
            organisation: making.organisation,
            language: Language::English,
            times: Some(VisitTimes::USUAL),
            may_quit: false,
            demo: false,
            resets,
            code_digits: 6,
            mails: making.mails,
            start_waits: true,
        };
        Self {
            service,
            store,
            ambient,
            hashing: hashing(making.hashing),
            house: Arc::new(house),
            courier,
            answers,
            inbox: Mutex::new(inbox),
            phone: Mutex::new(phone),
            folder: None,
            url: with_password(&settings),
        }
    }

    /// What is the same for every visit here.
    pub fn house(&self) -> Arc<House> {
        Arc::clone(&self.house)
    }

    /// The folder of a SQLite store.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.as_ref().expect("a store of its own").path()
    }

    /// Adds `person` to the store; what their login is matched on.
    pub async fn add(&self, person: Person) -> LoginKey {
        let hash = match person.password {
            Some(password) => Some(self.hashing.hash(Secret::new(password.to_owned()), [9; 16]).await.expect("a hash")),
            None => None,
        };
        let entropy = || self.ambient.entropy().expect("bytes");
        let contacts = person.emails.iter().enumerate().map(|(place, (origin, address))| Contact {
            id: ContactId::in_row(START, entropy(), place),
            origin: *origin,
            address: Address::parse(address).expect("an address"),
        });
        let seed = || Zeroizing::new(person.seed.to_vec());
        let new = NewAccount {
            id: AccountId::new(START, entropy()),
            login: Login::enrol(person.login).expect("a login"),
            name: person.name.to_owned(),
            language: person.language,
            role: person.role,
            managed: person.managed,
            enabled: person.enabled,
            groups: person.groups.iter().map(|group| (*group).to_owned()).collect(),
            contacts: contacts.collect(),
            phones: person
                .phones
                .iter()
                .enumerate()
                .map(|(place, (origin, kind, number))| PhoneContact {
                    id: ContactId::in_row(START, entropy(), place),
                    origin: *origin,
                    kind: *kind,
                    number: Phone::parse(number, None).expect("a number"),
                })
                .collect(),
            totps: if person.totp { vec![NewTotp { id: TotpId::new(START, entropy()), seed: seed() }] } else { vec![] },
            answers: person.answers.iter().map(|answer| self.new_answer(answer)).collect(),
            password_hash: hash,
            must_change: person.must_change,
            locked_until: person.locked_until,
        };
        let added: Result<(), StoreError> = transact!(self.store, |tx| async {
            tx.add_account(&new, START).await?;
            Ok(Close::Commit(()))
        });
        added.expect("an account");
        new.login.key()
    }

    fn new_answer(&self, (question, answer): &(Question, &str)) -> NewAnswer {
        let (entropy, form) = (|| self.ambient.entropy().expect("bytes"), Form::V1);
        let key = self.store.keys().answer_key();
        let hash = hashed(&normal(answer, form), form, &key, LOWEST_ANSWER_COST, &entropy()).expect("a hash");
        NewAnswer { id: AnswerId::new(START, entropy()), question: question.clone(), form, hash, must_replace: false }
    }

    /// A visitor comes to the start page.
    pub fn visit(&self) -> Sitting<'_> {
        let seat = Seat {
            visit: self.service.begin().expect("a name"),
            standing: Standing::Trusted,
            source: Source::Exempt,
            place: Place::Terminal("Hall B".to_owned()),
            reveal: None,
            language: Language::English,
            may_paste: false,
        };
        let flow = Visit::new(Arc::clone(&self.house), self.service.now());
        Sitting { kiosk: self, flow: Some(flow), seat, setback: Setback::of(&self.ambient), over: false, keys: 0 }
    }

    /// Everything that was mailed since the last look, the courier having gone round.
    pub async fn mailbox(&self) -> Vec<Mail> {
        self.courier.deliver_due().await;
        let mut inbox = self.inbox.lock().expect("the inbox");
        std::iter::from_fn(|| inbox.try_recv().ok()).collect()
    }

    /// Everything that was texted since the last look, the courier having gone round.
    pub async fn texts(&self) -> Vec<ShortText> {
        self.courier.deliver_due().await;
        let mut phone = self.phone.lock().expect("the phone");
        std::iter::from_fn(|| phone.try_recv().ok()).collect()
    }

    /// The code in the latest letter.
    pub async fn code(&self) -> String {
        let mails = self.mailbox().await;
        code_in(mails.last().expect("a letter"))
    }

    /// The answer to the riddle that was asked last.
    pub fn riddle(&self) -> String {
        self.answers.borrow().as_ref().expect("a riddle").expose().to_owned()
    }

    /// What the app of every account shows now that has no other seed.
    pub fn totp(&self) -> String {
        code_at(SEED, self.service.now()).expose().to_owned()
    }

    /// The account of `login`, as it stands in the store.
    pub async fn account(&self, login: &str) -> Account {
        let key = LoginKey::of(login);
        let found: Result<_, StoreError> = transact!(self.store, |tx| async { Ok(Close::Undo(tx.account_by_key(&key).await?)) });
        found.expect("the store").expect("an account")
    }

    /// How many rows of the audit tell `fact`. Asked past the store, as an auditor would.
    pub async fn audited(&self, fact: &str) -> usize {
        sqlx::any::install_default_drivers();
        let mut database = sqlx::AnyConnection::connect(&self.url).await.expect("a connection");
        let facts = sqlx::query_scalar::<_, String>("SELECT fact FROM audit").fetch_all(&mut database).await.expect("the audit");
        facts.iter().filter(|told| *told == fact).count()
    }

    /// How many failures are counted for `login` in the hall.
    pub async fn failures(&self, login: &str) -> u32 {
        let subject = self.store.subject(&LoginKey::of(login));
        let counters = self.store.counters_of(&[&subject], Standing::Trusted).await.expect("counters");
        let own = counters.iter().filter(|(_, scope, _)| matches!(scope, Scope::Method(_) | Scope::Account));
        own.map(|(_, _, counter)| counter.failures).sum()
    }

    /// Whether some row of the audit holds `text`.
    pub async fn audit_holds(&self, text: &str) -> bool {
        let mut database = sqlx::AnyConnection::connect(&self.url).await.expect("a connection");
        let bodies = sqlx::query_scalar::<_, String>("SELECT body FROM audit").fetch_all(&mut database).await.expect("the audit");
        bodies.iter().any(|body| body.contains(text))
    }

    /// How many rows `table` has.
    pub async fn rows(&self, table: &str) -> i64 {
        let mut database = sqlx::AnyConnection::connect(&self.url).await.expect("a connection");
        let count = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}")));
        count.fetch_one(&mut database).await.expect("a number")
    }

    /// What whoever sees the database grow could learn from: how many letters, audit rows, counters and challenges.
    pub async fn traces(&self) -> [i64; 4] {
        let mut rows = [0; 4];
        for (rows, table) in rows.iter_mut().zip(["letter", "audit", "counter", "challenge"]) {
            *rows = self.rows(table).await;
        }
        rows
    }

    /// Changes the store behind the program's back.
    pub async fn sql(&self, statement: &'static str) {
        sqlx::any::install_default_drivers();
        let mut database = sqlx::AnyConnection::connect(&self.url).await.expect("a connection");
        sqlx::query(statement).execute(&mut database).await.expect("a change");
    }

    /// Whether `password` signs `login` in, by what the store says.
    pub async fn accepts(&self, login: &str, password: &str) -> bool {
        accepts(&self.store, login, password).await
    }
}

/// Whether `password` signs `login` in, by what `store` says.
pub async fn accepts(store: &Store, login: &str, password: &str) -> bool {
    let found = store.account_with_passwords(&LoginKey::of(login)).await;
    let (_, passwords) = found.expect("looked up").expect("an account");
    let Some(hash) = passwords.current else { return false };
    hashing(LOWEST_COST).verify(Secret::new(password.to_owned()), hash).await.expect("not busy")
}

/// The way into the store past the program.
pub fn with_password(settings: &StoreSettings) -> String {
    let Some(password) = &settings.password else { return settings.url.clone() };
    let escaped: Vec<String> = password.expose().bytes().map(|byte| format!("%{byte:02X}")).collect();
    settings.url.replacen('@', &format!(":{}@", escaped.concat()), 1)
}

pub fn hashing(cost: HashingCost) -> Hashing {
    Hashing::new(cost).expect("a cost that Argon2 takes")
}

/// The code that stands in `mail`.
pub fn code_in(mail: &Mail) -> String {
    let body = mail.body.expose();
    let digits = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = body.split_whitespace().map(|word| word.trim_matches('.')).collect();
    let pair = words.windows(2).find(|pair| digits(pair[0]) && digits(pair[1])).unwrap_or_else(|| panic!("no code in {body}"));
    let code = pair.concat();
    assert!(body.contains(&grouped(&code)));
    code
}
