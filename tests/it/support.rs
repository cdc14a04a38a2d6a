//! A kiosk for tests that reads like a story: a store in a temporary folder, a clock that is moved by
//! hand, randomness that is the same in every run, Argon2 at its lowest cost, and a mailbox.

use std::sync::{Arc, Mutex};

use kiosk::config::{QuestionSettings, StoreSettings};
use kiosk::delivery::{Mail, Post, ShortText};
use kiosk::domain::account::{Account, Address, Contact, Language, Managed, Origin, PhoneContact, Role};
use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::domain::code::grouped;
use kiosk::domain::id::{AccountId, AnswerId, ContactId, TotpId};
use kiosk::domain::limit::Scope;
use kiosk::domain::login::{Login, LoginKey};
use kiosk::domain::method::{Gates, Method, Standing};
use kiosk::domain::organisation::{Desk, Organisation};
use kiosk::domain::password::PasswordRules;
use kiosk::domain::phone::{ContactKind, Country, Phone};
use kiosk::domain::policy::{BasePolicy, CodePolicy, Enabled, GroupPolicy, Limits, Policy, ReminderPolicy, Reveal, Reveals};
use kiosk::domain::proof::answers::{AnswerCost, Form, hashed, normal};
use kiosk::domain::proof::totp::code_at;
use kiosk::domain::question::{Question, QuestionPolicy, QuestionPool, Topic};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::{Moment, Span};
use kiosk::domain::times::VisitTimes;
use kiosk::flow::event::{Effect, Event};
use kiosk::flow::{House, Visit};
use kiosk::input::{Input, Key};
use kiosk::page::{Focus, Page, PageId, Text};
use kiosk::service::ambient::Ambient;
use kiosk::service::courier::Courier;
use kiosk::service::hashing::{Hashing, HashingCost};
use kiosk::service::source::Source;
use kiosk::service::{Parts, Seat, Service};
use kiosk::session::perform::reply_to;
use kiosk::session::setback::Setback;
use kiosk::store::{Close, Keys, NewAccount, NewAnswer, NewTotp, Store, StoreError};
use kiosk::texts::{Zone, say};
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

/// Tests ask for more people in a minute than a hall does in an hour.
const NO_RIDDLES: CaptchaPolicy = CaptchaPolicy { trusted: When::Never, open: When::Never };

/// What a kiosk of a test is made with.
pub struct Making {
    pub policy: Policy,
    pub organisation: Organisation,
    pub hashing: HashingCost,
    /// Time goes by itself, and chance is chance.
    pub real_clock: bool,
    pub captcha: CaptchaPolicy,
    /// Whether letters can be sent, and texts.
    pub mails: bool,
    pub texts: bool,
}

impl Default for Making {
    fn default() -> Self {
        Self {
            policy: policy(),
            organisation: organisation(),
            hashing: LOWEST_COST,
            real_clock: false,
            captcha: NO_RIDDLES,
            mails: true,
            texts: true,
        }
    }
}

pub fn organisation() -> Organisation {
    Organisation {
        name: "Contoso".to_owned(),
        example_login: "alain@contoso.com".to_owned(),
        desk: Desk {
            phone: "555 0100".to_owned(),
            address: "Room 12".to_owned(),
            hours: "9:00-17:00".to_owned(),
            ..Desk::default()
        },
        mail_domains: vec!["contoso.com".to_owned()],
        timezone: "Europe/Amsterdam".to_owned(),
        country: Country::from_code("NL"),
        place: "Hall B".to_owned(),
    }
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

fn times() -> VisitTimes {
    VisitTimes {
        idle: Span::seconds(60),
        idle_waiting: Span::seconds(180),
        warning: Span::seconds(30),
        warning_waiting: Span::seconds(60),
        total: Span::minutes(15),
        extension: Span::minutes(10),
        extensions: 3,
        farewell: Span::seconds(30),
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
            notices: true,
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
            times: Some(times()),
            may_quit: false,
            demo: false,
            resets,
            code_digits: 6,
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
        let contacts = person.emails.iter().map(|(origin, address)| Contact {
            id: ContactId::new(START, entropy()),
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
                .map(|(origin, kind, number)| PhoneContact {
                    id: ContactId::new(START, entropy()),
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
            language: Language::English,
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

/// Somebody to be added: `Person::named("ada").email("ada@example.org")`.
pub struct Person {
    pub login: &'static str,
    pub name: &'static str,
    pub emails: Vec<(Origin, &'static str)>,
    pub phones: Vec<(Origin, ContactKind, &'static str)>,
    pub totp: bool,
    /// Of the app, when there is one.
    pub seed: &'static [u8],
    pub answers: Vec<(Question, &'static str)>,
    pub groups: Vec<&'static str>,
    pub role: Role,
    pub managed: Managed,
    pub enabled: bool,
    pub language: Option<Language>,
    /// None for somebody who never had one.
    pub password: Option<&'static str>,
    pub must_change: bool,
    pub locked_until: Option<Moment>,
}

impl Person {
    pub fn named(login: &'static str) -> Self {
        Self {
            login,
            name: "Ada Lovelace",
            emails: vec![],
            phones: vec![],
            totp: false,
            seed: SEED,
            answers: vec![],
            groups: vec![],
            role: Role::User,
            managed: Managed::Here,
            enabled: true,
            language: None,
            password: Some(OLD_PASSWORD),
            must_change: false,
            locked_until: None,
        }
    }

    pub fn email(mut self, address: &'static str) -> Self {
        self.emails.push((Origin::Directory, address));
        self
    }

    pub fn mobile(mut self, number: &'static str) -> Self {
        self.phones.push((Origin::Directory, ContactKind::Mobile, number));
        self
    }

    pub fn totp(mut self) -> Self {
        self.totp = true;
        self
    }

    /// Has answers to all of [`ANSWERS`].
    pub fn questions(mut self) -> Self {
        self.answers = ANSWERS.iter().map(|(topic, answer)| (Question::Topic(*topic), *answer)).collect();
        self
    }

    pub fn group(mut self, group: &'static str) -> Self {
        self.groups.push(group);
        self
    }
}

/// Somebody at the kiosk.
pub struct Sitting<'k> {
    kiosk: &'k Kiosk,
    pub flow: Option<Visit>,
    pub seat: Seat,
    setback: Setback,
    /// The visit was wiped.
    pub over: bool,
    /// Keys that were pressed until now, but for the characters typed into fields.
    pub keys: usize,
}

impl Sitting<'_> {
    /// Presses keys: characters, and `⏎ ⇥ ⎋` for Enter, Tab and Esc.
    pub async fn press(&mut self, keys: &str) -> &mut Self {
        for c in keys.chars() {
            let key = match c {
                '⏎' => Key::Enter,
                '⇥' => Key::Tab,
                '⎋' => Key::Esc,
                c => Key::Char(c),
            };
            self.event(Event::Input(Input::Key(key))).await;
        }
        self
    }

    /// Presses a key that has no character.
    pub async fn presses(&mut self, key: Key) -> &mut Self {
        self.event(Event::Input(Input::Key(key))).await;
        self
    }

    /// Lets time pass.
    pub async fn wait(&mut self, span: Span) -> &mut Self {
        self.kiosk.ambient.advance(span);
        self.event(Event::Tick).await;
        self
    }

    pub async fn event(&mut self, event: Event) {
        if let Event::Input(Input::Key(key)) = &event {
            let is_typed = matches!((key, self.page().focus), (Key::Char(_), Focus::Field(_)));
            self.keys += usize::from(!is_typed);
        }
        let news = self.setback.news(&self.kiosk.ambient);
        let mut events: Vec<Event> = [event].into_iter().chain(news).collect();
        while let Some(event) = events.pop() {
            let flow = self.flow.take().expect("a visit");
            let (flow, effects) = flow.update(event, self.kiosk.service.now());
            self.seat.language = flow.language();
            self.flow = Some(flow);
            for effect in effects {
                self.over |= matches!(effect, Effect::Over);
                if let Some(reply) = reply_to(&self.kiosk.service, &self.seat, effect).await {
                    events.push(Event::Reply(reply));
                }
            }
        }
    }

    /// An event whose effects nobody performs.
    pub fn event_unanswered(&mut self, event: Event) -> Vec<Effect> {
        let (flow, effects) = self.flow.take().expect("a visit").update(event, self.kiosk.service.now());
        self.flow = Some(flow);
        effects
    }

    pub fn page(&self) -> Page {
        self.flow.as_ref().expect("a visit").page(self.kiosk.service.now())
    }

    pub fn id(&self) -> PageId {
        self.page().id
    }

    /// `text` in the language of the page.
    pub fn said(&self, text: &Text) -> String {
        let zone = Zone::named("Europe/Amsterdam").expect("a zone");
        say(text, self.flow.as_ref().expect("a visit").language(), &zone)
    }

    /// Every word of the page, in its language.
    pub fn words(&self) -> String {
        let page = self.page();
        let language = self.flow.as_ref().expect("a visit").language();
        let zone = Zone::named("Europe/Amsterdam").expect("a zone");
        let fields =
            page.fields.iter().flat_map(|field| [Some(&field.label), field.hint.as_ref(), field.error.as_ref()]).flatten();
        let texts =
            [&page.title].into_iter().chain(&page.step).chain(&page.lead).chain(page.notices.iter().map(|notice| &notice.text));
        let texts = texts.chain(fields).chain(&page.choices);
        texts.map(|text| say(text, language, &zone)).collect::<Vec<_>>().join("\n")
    }
}
