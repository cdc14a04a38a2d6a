//! Transactions: whole or not at all, and what is told when nobody can know.

use std::sync::Arc;

use kiosk::domain::id::ChallengeId;
use kiosk::domain::limit::{Ceiling, Limit, Scope, Then};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::Standing;
use kiosk::domain::time::Span;
use kiosk::store::{Close, Store, StoreError, Subject, Tally, Tx};
use kiosk::transact;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

use super::ground::{Ground, NOW, add, after, keys, new_account, new_challenge, put, visit_id};

pub async fn what_is_undone_or_fails_leaves_nothing(ground: Arc<Ground>) {
    let store = ground.store().await;
    let new = new_account("ada");
    let undone: Result<u8, StoreError> = transact!(store, |tx| async {
        tx.add_account(&new, NOW).await?;
        Ok(Close::Undo(7))
    });
    assert_eq!(undone.expect("undone"), 7);
    let failed: Result<(), StoreError> = transact!(store, |tx| async {
        tx.add_account(&new, NOW).await?;
        Err(StoreError::AccountGone)
    });
    assert!(matches!(failed, Err(StoreError::AccountGone)), "{failed:?}");
    let mut dropped = store.begin().await.expect("begun");
    dropped.add_account(&new, NOW).await.expect("added");
    drop(dropped);
    assert!(store.list_accounts().await.expect("listed").is_empty());
    add(&store, &new).await.expect("nothing is in the way");
}

/// Whoever holds nothing keeps nobody waiting, and what comes back unfinished is not handed on.
pub async fn what_is_dropped_lets_go_of_its_rows_at_once(ground: Arc<Ground>) {
    let stores = ground.stores(2).await;
    let subject = stores[0].subject(&LoginKey::of("ada"));
    let mut dropped = stores[0].begin().await.expect("begun");
    count(&mut dropped, &subject).await.expect("counted");
    drop(dropped);
    for store in &stores {
        let counted = transact!(store, |tx| async { Ok(Close::Commit(count(tx, &subject).await?)) });
        counted.expect("nobody has the row");
    }
    assert_eq!(ground.look("SELECT subject FROM counter WHERE failures = 2").await.len(), 1);
}

/// Each connection has its own prepared statements, and the server a process or a thread.
pub async fn whoever_asks_one_thing_after_another_needs_one_connection(ground: Arc<Ground>) {
    let store = ground.store().await;
    for at in 0..20 {
        add(&store, &new_account(&format!("person{at}"))).await.expect("added");
        assert_eq!(store.list_accounts().await.expect("listed").len(), at + 1);
    }
    ground.left_to(1).await;
}

pub async fn a_transaction_can_be_spawned_with_what_it_borrows(ground: Arc<Ground>) {
    let store = ground.store().await;
    let spawned = tokio::spawn(async move {
        let (new, names) = (new_account("ada"), vec!["one".to_owned()]);
        let mut runs = 0;
        let added: Result<usize, StoreError> = transact!(store, |tx| async {
            runs += 1;
            tx.add_account(&new, NOW).await?;
            Ok(Close::Commit(names.len() + runs))
        });
        added
    });
    assert_eq!(spawned.await.expect("joined").expect("added"), 2);
}

pub async fn two_that_block_each_other_both_succeed(ground: Arc<Ground>) {
    let stores = ground.stores(2).await;
    let subjects = ["ada", "bob"].map(|login| stores[0].subject(&LoginKey::of(login)));
    for subject in &subjects {
        let counted = transact!(stores[0], |tx| async { Ok(Close::Commit(count(tx, subject).await?)) });
        counted.expect("counted");
    }
    let [ada, bob] = subjects;
    let meeting = Arc::new(Barrier::new(2));
    let there = tokio::spawn(cross(stores[0].clone(), ada.clone(), bob.clone(), Arc::clone(&meeting)));
    let back = tokio::spawn(cross(stores[1].clone(), bob, ada, meeting));
    let runs = [there.await.expect("joined").expect("committed"), back.await.expect("joined").expect("committed")];
    let repeated = u32::from(!ground.is_sqlite());
    assert!(runs.iter().sum::<u32>() >= 2 + repeated, "one of them was repeated: {runs:?}");
    let kept = ground.look("SELECT subject FROM counter WHERE failures = 3").await;
    assert_eq!(kept.len(), 2, "each counted both, once");
}

/// Counts for `first`, then for `second`; between the two it waits, the first time, for another that
/// does the same the other way round. SQLite lets only one of them in, so there they do not meet.
async fn cross(store: Store, first: Subject, second: Subject, meeting: Arc<Barrier>) -> Result<u32, StoreError> {
    let is_sqlite = store.place().ends_with("kiosk.db");
    let mut runs = 0;
    transact!(store, |tx| async {
        runs += 1;
        count(tx, &first).await?;
        if runs == 1 && !is_sqlite {
            meeting.wait().await;
        }
        count(tx, &second).await?;
        Ok(Close::Commit(runs))
    })
}

/// Counts a failure of `subject`.
async fn count(tx: &mut Tx, subject: &Subject) -> Result<(), StoreError> {
    let limit = Limit { ceiling: Ceiling { failures: 9, window: Span::hours(1) }, then: Then::Rise };
    let tally = Tally { subject: subject.clone(), scope: Scope::Account, limit };
    tx.debit(&[tally], Standing::Open, NOW).await.map(|_| ())
}

pub async fn a_lost_answer_to_a_commit_is_told_as_such(ground: Arc<Ground>) {
    if ground.is_sqlite() {
        return;
    }
    let store = ground.store().await;
    let (owner, visit) = (new_account("ada"), visit_id());
    add(&store, &owner).await.expect("added");
    let account = owner.id.clone();
    let challenge = new_challenge(&account, &visit);
    put(&store, &challenge).await;
    prove(&store, &challenge.open.id, &visit).await;

    let line = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let settings = ground.settings_at(line.local_addr().expect("an address").port());
    let server = ground.port();
    tokio::spawn(async move {
        while let Ok((client, _)) = line.accept().await {
            tokio::spawn(carry(client, server));
        }
    });
    let far = Store::open(&settings, keys()).await.expect("opened");
    let used: Result<usize, StoreError> =
        transact!(far, |tx| async { Ok(Close::Commit(tx.use_challenges(&[&challenge.open.id], &visit, &account, NOW).await?)) });
    assert!(matches!(used, Err(StoreError::CommitUnknown(_))), "{used:?}");
    let done = transact!(far, |tx| async { Ok(Close::Undo(tx.are_used(&[&challenge.open.id], &visit).await?)) });
    assert!(done.expect("a new line"), "it was made, and the visit's row tells");
}

async fn prove(store: &Store, id: &ChallengeId, visit: &kiosk::domain::id::VisitId) {
    let proved = transact!(store, |tx| async { Ok(Close::Commit(tx.prove_challenge(id, visit, NOW, after(900)).await?)) });
    assert!(proved.expect("asked"));
}

/// Carries bytes both ways, until a COMMIT was answered: that answer is lost with the line.
async fn carry(mut client: TcpStream, server: u16) {
    let mut server = TcpStream::connect(("127.0.0.1", server)).await.expect("the server");
    let (mut asked, mut told) = (vec![0; 8_192], vec![0; 8_192]);
    let mut is_commit = false;
    loop {
        tokio::select! {
            Ok(length @ 1..) = client.read(&mut asked) => {
                // PostgreSQL ends its texts with a NUL.
                is_commit = [b"COMMIT".as_slice(), b"COMMIT\0"].iter().any(|end| asked[..length].ends_with(end));
                server.write_all(&asked[..length]).await.expect("carried");
            }
            Ok(length @ 1..) = server.read(&mut told) => {
                if is_commit || client.write_all(&told[..length]).await.is_err() {
                    return;
                }
            }
            else => return,
        }
    }
}
