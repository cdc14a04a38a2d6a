//! Which connections are used again.

use std::path::Path;

use sqlx::Row;

use super::*;
use crate::store::StoreSettings;

/// A SQLite file with a table that has `rows` rows.
async fn file(path: &Path, rows: usize) {
    sqlx::any::install_default_drivers();
    let options: AnyConnectOptions = format!("sqlite://{}?mode=rwc", path.display()).parse().expect("an address");
    let mut connection = connected(&options, Database::Sqlite).await.expect("made");
    sqlx::raw_sql("CREATE TABLE thing (id INTEGER)").execute(&mut connection).await.expect("a table");
    for _ in 0..rows {
        sqlx::raw_sql("INSERT INTO thing VALUES (1)").execute(&mut connection).await.expect("a row");
    }
    connection.close().await.expect("closed");
}

fn pool(path: &Path) -> Pool {
    let url = format!("sqlite:{}", path.display());
    Pool::of(&Address::of(&StoreSettings { url, password: None, plain: false, node: "test".to_owned() }).expect("an address"))
}

/// The pool of a file with one row, in a folder that lasts as long as is wanted.
async fn pool_of_one() -> (tempfile::TempDir, Pool) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kiosk.db");
    file(&path, 1).await;
    (folder, pool(&path))
}

async fn seen(pool: &Pool) -> i64 {
    let mut look = pool.look().await.expect("a connection");
    sqlx::query("SELECT COUNT(*) FROM thing").fetch_one(&mut *look).await.expect("an answer").get(0)
}

#[tokio::test]
async fn connections_are_kept_without_a_task_that_looks_after_them() {
    let (_folder, pool) = pool_of_one().await;
    assert_eq!(seen(&pool).await, 1);
    pool.lend().await.expect("a connection").give_back();
    assert_eq!(pool.0.status().size, 1);
    assert_eq!(tokio::runtime::Handle::current().metrics().num_alive_tasks(), 0);
}

#[tokio::test]
async fn a_file_that_another_took_the_place_of_is_let_go_and_the_other_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let [path, other] = ["kiosk.db", "restored.db"].map(|name| folder.path().join(name));
    file(&path, 1).await;
    file(&other, 2).await;
    let pool = pool(&path);
    assert_eq!(seen(&pool).await, 1);
    std::fs::rename(&other, &path).expect("restored");
    assert_eq!(seen(&pool).await, 2);
    let kept = Object::id(&pool.next().await.expect("a connection"));
    assert_eq!(Object::id(&pool.next().await.expect("the same")), kept);
}

#[tokio::test]
async fn what_was_lent_and_dropped_is_closed_with_what_it_began() {
    let (_folder, pool) = pool_of_one().await;
    let mut lent = pool.lend().await.expect("a connection");
    sqlx::raw_sql("BEGIN IMMEDIATE; INSERT INTO thing VALUES (2)").execute(lent.connection()).await.expect("a row");
    drop(lent);
    assert_eq!(pool.0.status().size, 0);
    assert_eq!(seen(&pool).await, 1);
}
