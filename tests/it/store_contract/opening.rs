//! Making, opening and checking a store.

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::time::Duration;

use kiosk::domain::account::Origin;
use kiosk::domain::proof::OpenChallenge;
use kiosk::domain::secret::Secret;
use kiosk::store::{Close, Keys, Migrated, NewAccount, NewChallenge, SetupError, Store, StoreError, Topic};
use kiosk::transact;
use sqlx::Row;

use super::ground::{Engine, Ground, NOW, account_id, add, contact, keys, new_account, new_challenge, put, visit_id};

/// The schema version of this program: the number of its last migration.
const KNOWN: i64 = 13;

pub async fn a_store_is_made_once(ground: Arc<Ground>) {
    let first = Store::migrate(&ground.settings(), keys(), NOW).await.expect("made");
    assert_eq!(first, Migrated { from: None, to: KNOWN });
    let again = Store::migrate(&ground.settings(), keys(), NOW).await.expect("made already");
    assert_eq!(again, Migrated { from: Some(KNOWN), to: KNOWN });
    let rows = ground.look("SELECT fact, body FROM audit").await;
    assert_eq!(rows.len(), 1, "what changed nothing is not recorded");
    assert_eq!(rows[0].get::<String, _>("body"), format!(r#"{{"version":"{KNOWN}"}}"#));
    if ground.is_sqlite() {
        let mode = std::fs::metadata(ground.file()).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
    }
}

/// The socket lets in whoever the server knows by it, through the password and the folder alone.
pub async fn a_store_is_reached_by_its_socket_too(ground: Arc<Ground>) {
    ground.migrate().await;
    let near = Store::open(&ground.settings_by_socket(), keys()).await.expect("opened");
    let new = new_account("ada");
    add(&near, &new).await.expect("added");
    near.close().await;
    let rows = ground.look("SELECT id FROM account WHERE login_key = 'ada'").await;
    assert_eq!(rows[0].get::<String, _>("id"), new.id.as_str());
    let mut wrong = ground.settings_by_socket();
    wrong.password = Some(Secret::new("another".to_owned()));
    let refused = Store::open(&wrong, keys()).await.err();
    assert_eq!(refused.is_none(), ground.is_sqlite(), "{refused:?}");
}

pub async fn an_empty_an_older_and_a_newer_schema_are_refused(ground: Arc<Ground>) {
    if ground.is_sqlite() {
        let absent = Store::open(&ground.settings(), keys()).await.err().expect("no file");
        assert!(matches!(&absent, StoreError::Unreachable { place, .. } if place.ends_with("kiosk.db")), "{absent}");
        std::fs::write(ground.file(), "").expect("an empty file");
    }
    let refused = || async { Store::open(&ground.settings(), keys()).await.err().expect("refused") };
    assert!(matches!(refused().await, StoreError::Setup(SetupError::Empty)));

    ground.migrate().await;
    ground.tamper("UPDATE _sqlx_migrations SET version = version + 1000").await;
    let newer = refused().await;
    assert!(matches!(newer, StoreError::Setup(SetupError::Newer { found, known: KNOWN }) if found == KNOWN + 1000), "{newer}");
    let newer = Store::migrate(&ground.settings(), keys(), NOW).await.expect_err("no way back");
    assert!(matches!(newer, StoreError::Setup(SetupError::Newer { .. })), "{newer}");

    ground.tamper("UPDATE _sqlx_migrations SET version = version - 1001").await;
    let older = refused().await;
    assert!(matches!(&older, StoreError::Setup(SetupError::Older { found, known: KNOWN }) if *found == KNOWN - 1), "{older}");
    assert!(older.to_string().contains("kiosk store migrate"), "{older}");
}

/// What each migration after the first adds, taken away again.
const WITHOUT: [&str; 27] = [
    "ALTER TABLE challenge DROP COLUMN subject",
    "ALTER TABLE challenge DROP COLUMN form",
    "ALTER TABLE challenge DROP COLUMN times_set",
    "ALTER TABLE counter DROP COLUMN blocked_until",
    "ALTER TABLE counter DROP COLUMN blocks",
    "ALTER TABLE counter DROP COLUMN in_a_row",
    "ALTER TABLE counter DROP COLUMN recent",
    "ALTER TABLE counter DROP COLUMN recent_ends",
    "DROP TABLE import_run",
    "DROP TABLE import_account",
    "DROP TABLE import_contact",
    "DROP TABLE import_group",
    "ALTER TABLE contact DROP COLUMN kind",
    "DROP TABLE answer",
    "DROP TABLE question_draw",
    "DROP TABLE challenge_questions",
    "DROP TABLE sign_in",
    "ALTER TABLE account DROP COLUMN times_set",
    "DROP TABLE help_request",
    "ALTER TABLE contact DROP COLUMN blind",
    "ALTER TABLE letter DROP COLUMN to_desk",
    "DROP TABLE recovery_code",
    "DROP TABLE security_key",
    "ALTER TABLE account DROP COLUMN confirmed_at",
    "ALTER TABLE account DROP COLUMN reminded_since",
    "ALTER TABLE account DROP COLUMN skipped",
    "DELETE FROM _sqlx_migrations WHERE version > 1",
];

/// Its indexes, by a statement of its own kind each: MariaDB drops one from its table.
const WITHOUT_INDEXES: [(&str, &str); 4] =
    [("counter_end", "counter"), ("challenge_end", "challenge"), ("contact_blind", "contact"), ("contact_kind", "contact")];

/// An index goes first where a column would be kept by it, and has no name that all three take.
const WITHOUT_EXTERNAL_ID: [&str; 2] = ["DROP INDEX account_external_id", "ALTER TABLE account DROP COLUMN external_id"];

pub async fn an_older_store_is_brought_up_to_date_and_keeps_what_it_holds(ground: Arc<Ground>) {
    let store = ground.store().await;
    let contacts = vec![contact(Origin::Directory, "ada@example.org")];
    add(&store, &NewAccount { contacts, ..new_account("ada") }).await.expect("added");
    let (visit, challenge) = (visit_id(), new_challenge(&account_id(), &visit_id()));
    let challenge = NewChallenge { open: OpenChallenge { visit: visit.clone(), ..challenge.open }, ..challenge };
    put(&store, &challenge).await;
    store.close().await;
    for (index, table) in WITHOUT_INDEXES {
        let of = if matches!(&*ground.engine, Engine::MariaDb(_)) { format!(" ON {table}") } else { String::new() };
        ground.tamper(&format!("DROP INDEX {index}{of}")).await;
    }
    let without_index = usize::from(matches!(*ground.engine, Engine::MariaDb(_)));
    for statement in WITHOUT.iter().chain(&WITHOUT_EXTERNAL_ID[without_index..]) {
        ground.tamper(statement).await;
    }
    let migrated = Store::migrate(&ground.settings(), keys(), NOW).await.expect("brought up to date");
    assert_eq!(migrated, Migrated { from: Some(1), to: KNOWN });
    let store = ground.open().await;
    assert_eq!(store.list_accounts().await.expect("a list").len(), 1);
    let marks = ground.look("SELECT blind FROM contact WHERE blind IS NOT NULL").await;
    assert_eq!(marks.len(), 1, "an address of before is found too");
    let tried = transact!(store, |tx| async {
        let challenges = tx.challenges(&visit).await?.len();
        Ok(Close::Commit((challenges, tx.debit_challenge(&challenge.open.id, &visit, NOW).await?)))
    });
    assert_eq!(tried.expect("asked"), (1, false), "nobody knows whose failure an answer to it would be");
}

pub async fn a_wrong_key_is_refused_by_name(ground: Arc<Ground>) {
    ground.migrate().await;
    let other = || Keys::generate([8; 32]);
    for refused in [
        Store::open(&ground.settings(), other()).await.err(),
        Store::migrate(&ground.settings(), other(), NOW).await.err(),
        Store::check(&ground.settings(), &other()).await.err(),
    ] {
        let refused = refused.expect("refused");
        let StoreError::Setup(SetupError::WrongKey { needed, given }) = &refused else { panic!("{refused}") };
        assert_eq!((needed.as_str(), given.as_str()), (keys().id(), other().id()));
    }
}

pub async fn a_database_that_compares_otherwise_is_refused(ground: Arc<Ground>) {
    match &*ground.engine {
        Engine::Sqlite => return,
        Engine::Postgres(_) => {
            ground.rule("DROP DATABASE {}").await;
            ground.rule("CREATE DATABASE {} ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0").await;
        }
        Engine::MariaDb(_) => ground.rule("ALTER DATABASE {} COLLATE utf8mb4_general_ci").await,
    }
    let refused = Store::migrate(&ground.settings(), keys(), NOW).await.expect_err("refused");
    assert!(matches!(refused, StoreError::Setup(SetupError::Unsuited { .. })), "{refused}");
    let tables = format!("SELECT table_name FROM information_schema.tables WHERE table_schema IN ('public', '{}')", ground.name);
    assert!(ground.look(&tables).await.is_empty(), "nothing was made");
}

pub async fn nobody_there_is_told_soon_and_without_the_password(ground: Arc<Ground>) {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port that never answers");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let mut settings = ground.settings();
    for address in [silent.local_addr().expect("an address"), closed] {
        settings.url = match &*ground.engine {
            Engine::Sqlite => "sqlite:/nowhere/kiosk.db".to_owned(),
            Engine::Postgres(_) => format!("postgres://kiosk@{address}/kiosk"),
            Engine::MariaDb(_) => format!("mysql://kiosk@{address}/kiosk"),
        };
        settings.password = Some(Secret::new("hunter2".to_owned()));
        let opened = tokio::time::timeout(Duration::from_secs(4), Store::open(&settings, keys()));
        let error = opened.await.expect("soon").err().expect("nobody there").to_string();
        let place = if ground.is_sqlite() { "/nowhere/kiosk.db".to_owned() } else { address.to_string() };
        assert!(error.contains(&place) && !error.contains("hunter2"), "{error}");
    }
}

pub async fn a_sound_store_is_found_sound(ground: Arc<Ground>) {
    ground.migrate().await;
    let findings = Store::check(&ground.settings(), &keys()).await.expect("checked");
    assert!(findings.iter().all(|finding| finding.sound), "{findings:#?}");
    for topic in [Topic::Schema, Topic::Key, Topic::Durability, Topic::Audit] {
        assert!(findings.iter().any(|finding| finding.topic == topic), "{topic:?}");
    }
}

pub async fn what_endangers_a_commit_is_found(ground: Arc<Ground>) {
    ground.migrate().await;
    let named = match &*ground.engine {
        Engine::Sqlite => {
            ground.tamper("PRAGMA journal_mode = DELETE").await;
            std::fs::set_permissions(ground.file(), std::fs::Permissions::from_mode(0o644)).expect("chmod");
            vec!["journal_mode = delete", "mode 644"]
        }
        Engine::Postgres(_) => {
            ground.rule("ALTER DATABASE {} SET synchronous_commit = off").await;
            vec!["synchronous_commit = off"]
        }
        Engine::MariaDb(_) => {
            ground.tamper("ALTER TABLE account MODIFY login_key VARCHAR(512) COLLATE utf8mb4_bin NOT NULL").await;
            ground.rule("SET GLOBAL innodb_flush_log_at_trx_commit = 2").await;
            vec!["innodb_flush_log_at_trx_commit = 2", "1 columns"]
        }
    };
    let findings = Store::check(&ground.settings(), &keys()).await.expect("checked");
    if matches!(*ground.engine, Engine::MariaDb(_)) {
        ground.rule("SET GLOBAL innodb_flush_log_at_trx_commit = 1").await;
    }
    let unsound: Vec<_> = findings.iter().filter(|finding| !finding.sound).collect();
    assert_eq!(unsound.len(), named.len(), "{unsound:#?}");
    for name in named {
        assert!(unsound.iter().any(|finding| finding.says.contains(name)), "{name}: {unsound:#?}");
    }
}
