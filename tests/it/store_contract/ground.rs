//! What a case stands on: an empty database of its own, the way into it past the store, and values.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use kiosk::domain::account::{Address, Contact, Managed, Origin, Role};
use kiosk::domain::code::{Form, Tag};
use kiosk::domain::id::{AccountId, AnswerId, ChallengeId, ContactId, Entropy, LetterId, TotpId, VisitId};
use kiosk::domain::login::{Login, LoginKey};
use kiosk::domain::method::{Gate, Method};
use kiosk::domain::proof::OpenChallenge;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::{Moment, Span};
use kiosk::store::{Close, Keys, NewAccount, NewChallenge, Store, StoreError, StoreSettings};
use kiosk::transact;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::servers::{PASSWORD, Server, USER};

pub const NOW: Moment = Moment::from_millis(1_790_000_000_000);

pub enum Engine {
    Sqlite,
    Postgres(Server),
    MariaDb(Server),
}

pub struct Ground {
    pub engine: Arc<Engine>,
    /// The name of the database.
    pub name: String,
    folder: TempDir,
}

impl Ground {
    pub async fn new(engine: Arc<Engine>, number: usize) -> Self {
        sqlx::any::install_default_drivers();
        let ground = Self { engine, name: format!("case_{number}"), folder: tempfile::tempdir().expect("a folder") };
        match &*ground.engine {
            Engine::Sqlite => {}
            Engine::Postgres(_) => ground.rule("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").await,
            Engine::MariaDb(_) => ground.rule("CREATE DATABASE {} CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin").await,
        }
        ground
    }

    pub fn settings(&self) -> StoreSettings {
        self.settings_at(self.port())
    }

    /// The same database, reached through another port.
    pub fn settings_at(&self, port: u16) -> StoreSettings {
        let url = match &*self.engine {
            Engine::Sqlite => format!("sqlite:{}", self.file().display()),
            Engine::Postgres(_) => format!("postgres://{USER}@127.0.0.1:{port}/{}", self.name),
            Engine::MariaDb(_) => format!("mariadb://{USER}@127.0.0.1:{port}/{}", self.name),
        };
        Self::settings_of(&url, "kiosk-1")
    }

    /// The same database, reached as a kiosk on the database's own machine reaches it: by its socket.
    pub fn settings_by_socket(&self) -> StoreSettings {
        let url = match &*self.engine {
            Engine::Sqlite => return self.settings(),
            Engine::Postgres(server) => {
                let folder = server.folder().display().to_string().replace('/', "%2F");
                format!("postgres://{USER}@{folder}:{}/{}", server.port, self.name)
            }
            Engine::MariaDb(server) => {
                format!("mariadb://{USER}@localhost/{}?socket={}", self.name, server.folder().join("socket").display())
            }
        };
        Self::settings_of(&url, "kiosk-1")
    }

    /// The database at `url`, as the machine `node` of a fleet reaches it.
    pub fn settings_of(url: &str, node: &str) -> StoreSettings {
        let password = (!url.starts_with("sqlite:")).then(|| Secret::new(PASSWORD.to_owned()));
        StoreSettings { url: url.to_owned(), password, plain: false, node: node.to_owned() }
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(*self.engine, Engine::Sqlite)
    }

    pub fn port(&self) -> u16 {
        match &*self.engine {
            Engine::Sqlite => 0,
            Engine::Postgres(server) | Engine::MariaDb(server) => server.port,
        }
    }

    /// The file of a SQLite store.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("kiosk.db")
    }

    /// Where the database keeps its files.
    pub fn files(&self) -> PathBuf {
        match &*self.engine {
            Engine::Sqlite => self.folder.path().to_owned(),
            Engine::Postgres(server) | Engine::MariaDb(server) => server.folder().to_owned(),
        }
    }

    pub async fn migrate(&self) {
        Store::migrate(&self.settings(), keys(), NOW).await.expect("migrated");
    }

    /// Another process's store, on the same database.
    pub async fn open(&self) -> Store {
        Store::open(&self.settings(), keys()).await.expect("opened")
    }

    pub async fn store(&self) -> Store {
        self.migrate().await;
        self.open().await
    }

    /// A migrated database with `count` stores open on it.
    pub async fn stores(&self, count: usize) -> Vec<Store> {
        self.migrate().await;
        let mut stores = Vec::new();
        for _ in 0..count {
            stores.push(self.open().await);
        }
        stores
    }

    /// What somebody does who has the database and not the key. Gives the rows it touched.
    pub async fn tamper(&self, statement: &str) -> u64 {
        let mut connection = self.raw(&self.name).await;
        let done = sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await;
        done.unwrap_or_else(|error| panic!("{statement}: {error}")).rows_affected()
    }

    pub async fn look(&self, statement: &str) -> Vec<AnyRow> {
        let mut connection = self.raw(&self.name).await;
        let rows = sqlx::query(AssertSqlSafe(statement)).fetch_all(&mut connection).await;
        rows.unwrap_or_else(|error| panic!("{statement}: {error}"))
    }

    /// Waits until nobody else is connected: a server finishes what it was told, though whoever told it was killed.
    pub async fn left_alone(&self) {
        self.left_to(0).await;
    }

    /// Waits until so many others are connected to a server's database. It takes its time to notice who left.
    pub async fn left_to(&self, number: usize) {
        let others = match &*self.engine {
            Engine::Sqlite => return,
            Engine::Postgres(_) => {
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            }
            Engine::MariaDb(_) => "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()",
        };
        let mut connection = self.raw(&self.name).await;
        let all_gone = async { while sqlx::query(others).fetch_all(&mut connection).await.expect("a look").len() != number {} };
        tokio::time::timeout(Duration::from_secs(20), all_gone).await.expect("no others");
    }

    /// A statement about this database as a whole, with `{}` for its name.
    pub async fn rule(&self, statement: &str) {
        let within = if matches!(*self.engine, Engine::Postgres(_)) { "postgres" } else { "" };
        let mut connection = self.raw(within).await;
        sqlx::raw_sql(AssertSqlSafe(statement.replace("{}", &self.name))).execute(&mut connection).await.expect("ruled");
    }

    async fn raw(&self, name: &str) -> AnyConnection {
        let password = PASSWORD.replace('@', "%40").replace('/', "%2F").replace(':', "%3A").replace('?', "%3F");
        let url = match &*self.engine {
            Engine::Sqlite => format!("sqlite://{}", self.file().display()),
            Engine::Postgres(server) => format!("postgres://{USER}:{password}@127.0.0.1:{}/{name}", server.port),
            Engine::MariaDb(server) => format!("mysql://{USER}:{password}@127.0.0.1:{}/{name}", server.port),
        };
        AnyConnection::connect(&url).await.expect("a way in")
    }
}

pub fn keys() -> Keys {
    Keys::generate([7; 32])
}

/// Sixteen bytes that nobody had before.
pub fn entropy() -> Entropy {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    u128::from(NEXT.fetch_add(1, Ordering::Relaxed)).to_le_bytes()
}

pub fn account_id() -> AccountId {
    AccountId::new(NOW, entropy())
}

pub fn visit_id() -> VisitId {
    VisitId::new(NOW, entropy())
}

pub fn letter_id() -> LetterId {
    LetterId::new(NOW, entropy())
}

pub fn totp_id() -> TotpId {
    TotpId::new(NOW, entropy())
}

pub fn answer_id() -> AnswerId {
    AnswerId::new(NOW, entropy())
}

pub fn contact(origin: Origin, address: &str) -> Contact {
    Contact { id: ContactId::new(NOW, entropy()), origin, address: Address::parse(address).expect("an address") }
}

pub fn after(seconds: u32) -> Moment {
    NOW + Span::seconds(seconds)
}

/// An account with nothing but a login and a password.
pub fn new_account(login: &str) -> NewAccount {
    NewAccount {
        id: account_id(),
        login: Login::enrol(login).expect("a login"),
        name: "Ada".to_owned(),
        language: None,
        role: Role::User,
        managed: Managed::Here,
        enabled: true,
        groups: Vec::new(),
        contacts: Vec::new(),
        phones: vec![],
        totps: Vec::new(),
        answers: Vec::new(),
        password_hash: Some("$argon2id$first".to_owned()),
        must_change: false,
        locked_until: None,
    }
}

pub async fn add(store: &Store, new: &NewAccount) -> Result<(), StoreError> {
    transact!(store, |tx| async {
        tx.add_account(new, NOW).await?;
        Ok(Close::Commit(()))
    })
}

/// A challenge of three tries and ten minutes, by mail, at the first gate.
pub fn new_challenge(account: &AccountId, visit: &VisitId) -> NewChallenge {
    let open = OpenChallenge {
        id: ChallengeId::new(NOW, entropy()),
        account: Some(account.clone()),
        visit: visit.clone(),
        gate: Gate::First,
        method: Method::Email,
        opened: NOW,
        expires: NOW + Span::minutes(10),
    };
    let subject = keys().subject(&LoginKey::of("ada"));
    NewChallenge { open, subject, contact: None, code: None, form: Form::Short, tag: Tag::FIRST, max_tries: 3 }
}

pub async fn put(store: &Store, new: &NewChallenge) {
    let put: Result<(), StoreError> = transact!(store, |tx| async {
        tx.add_challenge(new).await?;
        Ok(Close::Commit(()))
    });
    put.expect("put");
}

/// Runs `attempt` `times` times at once, spread over `stores`, and counts how often it said yes.
pub async fn race<F>(stores: &[Store], times: usize, attempt: impl Fn(Store, usize) -> F) -> usize
where
    F: Future<Output = bool> + Send + 'static,
{
    let mut racers = JoinSet::new();
    for (number, store) in (0..times).zip(stores.iter().cycle()) {
        racers.spawn(attempt(store.clone(), number));
    }
    racers.join_all().await.into_iter().filter(|won| *won).count()
}
