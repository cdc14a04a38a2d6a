//! What an import costs beside the database's own bulk load, by turns in the same run: rows per second of
//! 100,000 people, their ratio, how long visitors wait for the move, the most memory; the same file again;
//! and what one identify costs among 1,000 and among 100,000 accounts.
//!
//! The bulk load puts the same accounts, without contacts and groups, into a table of its own: COPY in
//! PostgreSQL, LOAD DATA in MariaDB, prepared inserts in one transaction in SQLite. `KIOSK_PEOPLE` sets
//! another number of people. Run it with `cargo bench --bench import`, for one database with
//! `cargo bench --bench import sqlite`.
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::panic,
    reason = "a measurement reads the clock, ends where it cannot be made, and tells what it found"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use kiosk::admin::users::{Importing, import_into};
use kiosk::cli::{AdminCommand, Arguments, Command as Typed, ImportUsers, UserCommand};
use kiosk::domain::id::AccountId;
use kiosk::domain::login::LoginKey;
use kiosk::service::ambient::Ambient;
use kiosk::store::{Close, Store, StoreError};
use kiosk::transact;
use sqlx::{AnyConnection, Connection};
use tokio::runtime::Runtime;

use figures::Figures;
use ground::{Engine, Ground};

#[expect(dead_code, reason = "the other measurements need more of it")]
#[path = "shared/figures.rs"]
mod figures;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../tests/it/store_contract/ground.rs"]
mod ground;
#[path = "../tests/it/servers.rs"]
mod servers;

const FEW: u32 = 1_000;
const IDENTIFIES: u32 = 500;
const BULK_TABLE: &str = "CREATE TABLE bulk (id VARCHAR(26) NOT NULL PRIMARY KEY, login VARCHAR(255) NOT NULL, login_key VARCHAR(512) NOT NULL UNIQUE, \
     external_id VARCHAR(255) NOT NULL UNIQUE, name TEXT NOT NULL)";

/// Starts a database, where it is installed.
type Starting = fn() -> Option<Engine>;

/// Somewhere to import to.
struct Hall {
    store: Store,
    ground: Ground,
    folder: tempfile::TempDir,
}

impl Hall {
    async fn on(engine: Engine) -> Self {
        let ground = Ground::new(Arc::new(engine), 1).await;
        Self { store: ground.store().await, ground, folder: tempfile::tempdir().expect("a folder") }
    }

    /// A file of `count` people.
    fn people(&self, count: u32) -> PathBuf {
        let path = self.folder.path().join(format!("{count}.csv"));
        let mut text = "login,external_id,name,groups,emails,phones\n".to_owned();
        for number in 0..count {
            let cells =
                format!("person{number},e{number},Person {number},staff|hall,person{number}@example.org,+3161{number:07}");
            writeln!(text, "{cells}").expect("written");
        }
        fs::write(&path, text).expect("a file");
        path
    }

    async fn import(&self, path: &Path) -> (Duration, String) {
        let with = Importing { ambient: &Ambient::real(), input: Box::new(std::io::empty()), watched: None };
        let (begun, mut out) = (Instant::now(), Vec::new());
        import_into(&self.store, &wanted(path), with, &mut out).await.expect("imported");
        (begun.elapsed(), String::from_utf8(out).expect("text").trim().to_owned())
    }

    /// The longest that somebody else's change waited while `path` was imported.
    async fn longest_wait(&self, path: &Path) -> (Duration, String, Duration) {
        let (visitor, is_over) = (self.ground.open().await, Arc::new(AtomicBool::new(false)));
        let over = Arc::clone(&is_over);
        let waiting = tokio::spawn(async move {
            let mut longest = Duration::ZERO;
            while !over.load(Ordering::Relaxed) {
                let begun = Instant::now();
                let nobody = AccountId::from_stored("nobody".to_owned());
                let asked: Result<bool, StoreError> = transact!(visitor, |tx| async {
                    Ok(Close::Commit(tx.replace_password(&nobody, 1, "$", ground::NOW).await?))
                });
                asked.expect("no error");
                longest = longest.max(begun.elapsed());
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            longest
        });
        let (took, told) = self.import(path).await;
        is_over.store(true, Ordering::Relaxed);
        (took, told, waiting.await.expect("a visitor"))
    }

    /// The database's own way to load the same accounts.
    async fn bulk_load(&self, count: u32) -> Duration {
        self.ground.tamper(BULK_TABLE).await;
        let row = |number| format!("{number:026},person{number},person{number},e{number},Person {number}\n");
        let path = self.folder.path().join("bulk.csv");
        fs::write(&path, (0..count).map(row).collect::<Vec<_>>().concat()).expect("a file");
        match &*self.ground.engine {
            Engine::Sqlite => self.insert_all(&path).await,
            Engine::Postgres(server) => {
                let copy = format!("\\copy bulk FROM '{}' CSV", path.display());
                let mut psql = Command::new("psql");
                psql.args([
                    "-h",
                    "127.0.0.1",
                    "-p",
                    &server.port.to_string(),
                    "-U",
                    servers::USER,
                    &self.ground.name,
                    "-qc",
                    &copy,
                ]);
                timed(psql.env("PGPASSWORD", servers::PASSWORD))
            }
            Engine::MariaDb(server) => {
                let load = format!("LOAD DATA LOCAL INFILE '{}' INTO TABLE bulk FIELDS TERMINATED BY ','", path.display());
                let mut mariadb = Command::new("mariadb");
                mariadb.args(["--no-defaults", "--local-infile=1", "-h127.0.0.1", &format!("-P{}", server.port)]);
                mariadb.args([
                    &format!("-u{}", servers::USER),
                    &format!("-p{}", servers::PASSWORD),
                    &self.ground.name,
                    "-e",
                    &load,
                ]);
                timed(&mut mariadb)
            }
        }
    }

    async fn insert_all(&self, path: &Path) -> Duration {
        let text = fs::read_to_string(path).expect("a file");
        let mut connection =
            AnyConnection::connect(&format!("sqlite://{}", self.ground.file().display())).await.expect("a way in");
        sqlx::raw_sql("PRAGMA synchronous = FULL").execute(&mut connection).await.expect("set");
        let begun = Instant::now();
        let mut transaction = connection.begin().await.expect("begun");
        for line in text.lines() {
            let insert = line
                .split(',')
                .fold(sqlx::query("INSERT INTO bulk VALUES (?, ?, ?, ?, ?)"), |insert, cell| insert.bind(cell.to_owned()));
            insert.execute(&mut *transaction).await.expect("inserted");
        }
        transaction.commit().await.expect("committed");
        begun.elapsed()
    }

    /// What looking somebody up takes, in milliseconds.
    async fn identify(&self, among: u32) -> Figures {
        let mut figures = Figures::default();
        for number in 0..IDENTIFIES {
            let key = LoginKey::of(&format!("person{}", number.wrapping_mul(7_919) % among));
            let begun = Instant::now();
            let found: Result<bool, StoreError> =
                transact!(self.store, |tx| async { Ok(Close::Undo(tx.account_by_key(&key).await?.is_some())) });
            assert!(found.expect("asked"), "somebody");
            figures.add_time(begun.elapsed());
        }
        figures
    }
}

fn timed(command: &mut Command) -> Duration {
    let begun = Instant::now();
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    begun.elapsed()
}

fn wanted(path: &Path) -> ImportUsers {
    let words = [Path::new("kiosk"), Path::new("admin"), Path::new("user"), Path::new("import"), path];
    match Arguments::try_parse_from(words).expect("arguments").command {
        Some(Typed::Admin(AdminCommand::User(UserCommand::Import(wanted)))) => *wanted,
        other => panic!("{other:?}"),
    }
}

/// The most memory that this process had so far, in MiB.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") / 1_024
}

async fn measure(database: &str, engine: Engine, many: u32) {
    let hall = Hall::on(engine).await;
    let few = FEW.min(many);
    hall.import(&hall.people(few)).await;
    let among_few = hall.identify(few).await;
    let path = hall.people(many);
    let (took, told, longest) = hall.longest_wait(&path).await;
    let bulk = hall.bulk_load(many).await;
    println!(
        "{database}: {told} in {took:.1?}, {:.0} rows/s; peak memory {} MiB",
        f64::from(many) / took.as_secs_f64(),
        peak_memory()
    );
    println!(
        "{database}: bulk load {bulk:.2?}, ratio {:.1}; the longest wait of a visitor {longest:.2?}",
        took.div_duration_f64(bulk)
    );
    let (again, told) = hall.import(&path).await;
    println!("{database}: the same file again: {told} in {again:.1?}");
    let among_many = hall.identify(many).await;
    println!("{database}: identify among {few}: {among_few}; among {many}: {among_many}");
    println!("{database}: ratio {:.2}", among_many.median() / among_few.median());
}

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_wanted = |database: &str| chosen.is_empty() || chosen.iter().any(|name| name == database);
    let many = std::env::var("KIOSK_PEOPLE").ok().and_then(|many| many.parse().ok()).unwrap_or(100_000);
    let runtime = Runtime::new().expect("a runtime");
    let engines: [(&str, Starting); 3] = [
        ("sqlite", || Some(Engine::Sqlite)),
        ("postgresql", || servers::postgres().map(Engine::Postgres)),
        ("mariadb", || servers::mariadb().map(Engine::MariaDb)),
    ];
    for (database, engine) in engines {
        if let Some(engine) = Some(database).filter(|database| is_wanted(database)).and_then(|_| engine()) {
            runtime.block_on(measure(database, engine, many));
        }
    }
}
