//! The audit chain, and whoever tampers with it.

use std::sync::Arc;

use data_encoding::HEXLOWER;
use kiosk::domain::audit::{Entry, Fact};
use kiosk::domain::outcome::StopReason;
use kiosk::domain::support::SupportCode;
use kiosk::store::{AuditWish, Close, Store, StoreError, Topic};
use kiosk::transact;
use sha2::{Digest, Sha256};
use sqlx::Row;

use super::ground::{Ground, NOW, account_id, add, after, keys, new_account, race, visit_id};

/// Makes a chain of eight rows: the migration, and seven that this store wrote.
async fn chained(ground: &Ground) -> Store {
    let store = ground.store().await;
    for _ in 0..7 {
        record(&store).await.expect("recorded");
    }
    assert_eq!(faults(ground).await, Vec::<String>::new());
    store
}

pub async fn sixty_four_writers_make_one_chain(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    let written = race(&stores, 64, |store, _| async move { record(&store).await.is_ok() }).await;
    assert_eq!(written, 64);
    assert_eq!(faults(&ground).await, Vec::<String>::new());
    let anchor = stores[0].anchor().await.expect("an anchor");
    assert_eq!((anchor.node.as_str(), anchor.seq), ("kiosk-1", 65));
    assert_eq!(anchor.mac, ground.look("SELECT mac FROM audit WHERE seq = 65").await[0].get::<String, _>(0));
}

pub async fn an_edited_row_is_named(ground: Arc<Ground>) {
    chained(&ground).await;
    for edit in [
        "body = '{\"version\":\"9\"}'",
        "place = 'elsewhere'",
        "at_time = at_time + 1",
        "fact = 'identified'",
        "account_id = NULL",
        "visit_id = 'V'",
        "mac = 'x'",
    ] {
        let before = ground.look("SELECT at_time, account_id, place, fact, body, mac FROM audit WHERE seq = 4").await;
        ground.tamper(&format!("UPDATE audit SET {edit} WHERE seq = 4")).await;
        assert_eq!(faults(&ground).await, ["node kiosk-1, row 4: edited"], "{edit}");
        let text = |column: &str| before[0].get::<String, _>(column);
        ground
            .tamper(&format!(
                "UPDATE audit SET at_time = {}, account_id = '{}', visit_id = NULL, place = '{}', fact = '{}', body = '{}', \
                 mac = '{}' WHERE seq = 4",
                before[0].get::<i64, _>("at_time"),
                text("account_id"),
                text("place"),
                text("fact"),
                text("body"),
                text("mac"),
            ))
            .await;
        assert_eq!(faults(&ground).await, Vec::<String>::new(), "put back");
    }
}

pub async fn a_missing_row_is_named(ground: Arc<Ground>) {
    chained(&ground).await;
    ground.tamper("DELETE FROM audit WHERE seq = 5").await;
    assert_eq!(faults(&ground).await, ["node kiosk-1, row 5: missing"]);
    ground.tamper("UPDATE audit SET seq = 5 WHERE seq = 6").await;
    assert_eq!(faults(&ground).await, ["node kiosk-1, row 5: edited"]);
    ground.tamper("DELETE FROM audit WHERE seq = 1").await;
    assert_eq!(faults(&ground).await, ["node kiosk-1, row 1: missing"]);
}

pub async fn swapped_rows_are_named(ground: Arc<Ground>) {
    chained(&ground).await;
    for step in ["SET seq = 99 WHERE seq = 3", "SET seq = 3 WHERE seq = 6", "SET seq = 6 WHERE seq = 99"] {
        assert_eq!(ground.tamper(&format!("UPDATE audit {step}")).await, 1);
    }
    assert_eq!(faults(&ground).await, ["node kiosk-1, row 3: edited"]);
}

pub async fn a_cut_tail_is_named(ground: Arc<Ground>) {
    let store = chained(&ground).await;
    ground.tamper("DELETE FROM audit WHERE seq > 6").await;
    assert_eq!(faults(&ground).await, ["node kiosk-1, row 7: missing"]);
    record(&store).await.expect("visitors are served all the same");
    assert_eq!(faults(&ground).await, ["node kiosk-1, row 7: missing"]);
}

pub async fn a_forged_head_stays_visible_under_later_rows(ground: Arc<Ground>) {
    let store = chained(&ground).await;
    ground.tamper("DELETE FROM audit WHERE seq > 6").await;
    let mac: String = ground.look("SELECT mac FROM audit WHERE seq = 6").await[0].get(0);
    ground.tamper(&format!("UPDATE audit_head SET seq = 6, mac = '{mac}'")).await;
    let cut = ["node kiosk-1, row 6: the head was rewritten, rows after it may be missing"];
    assert_eq!(faults(&ground).await, cut);
    for _ in 0..2 {
        record(&store).await.expect("visitors are served all the same");
        assert_eq!(faults(&ground).await, cut);
    }
}

pub async fn a_head_taken_away_is_named(ground: Arc<Ground>) {
    let store = chained(&ground).await;
    ground.tamper("DELETE FROM audit_head").await;
    let cut = ["node kiosk-1, row 8: the head was rewritten, rows after it may be missing"];
    assert_eq!(faults(&ground).await, cut);
    let refused = record(&store).await;
    assert!(matches!(refused, Err(StoreError::Damaged(_))), "{refused:?}");

    record(&ground.open().await).await.expect("a restart serves visitors again");
    assert_eq!(faults(&ground).await, cut);
}

/// A chain of bare hashes can be made anew by whoever edits it; one without the key cannot.
pub async fn a_chain_that_was_stamped_anew_is_named(ground: Arc<Ground>) {
    chained(&ground).await;
    ground.tamper("UPDATE audit SET place = 'elsewhere' WHERE seq = 3").await;
    let rows = ground.look("SELECT seq, at_time, place, fact, body FROM audit ORDER BY seq").await;
    let mut before = String::new();
    for row in rows {
        let (seq, at) = (row.get::<i64, _>("seq"), row.get::<i64, _>("at_time"));
        let text = |column: &str| row.get::<String, _>(column);
        let parts = [before, seq.to_string(), at.to_string(), text("place"), text("fact"), text("body")];
        before = HEXLOWER.encode(&Sha256::digest(parts.join("\0")));
        ground.tamper(&format!("UPDATE audit SET mac = '{before}' WHERE seq = {seq}")).await;
    }
    let seal = HEXLOWER.encode(&Sha256::digest(&before));
    ground.tamper(&format!("UPDATE audit_head SET mac = '{before}', seal = '{seal}'")).await;
    assert_eq!(faults(&ground).await, ["node kiosk-1, row 1: edited"]);
}

async fn record(store: &Store) -> Result<(), StoreError> {
    let entry = Entry { at: NOW, account: Some(account_id()), visit: None, place: "Hall".to_owned(), fact: Fact::AccountAdded };
    transact!(store, |tx| async {
        tx.audit(&entry).await?;
        Ok(Close::Commit(()))
    })
}

/// What `kiosk store check` says against the audit.
async fn faults(ground: &Ground) -> Vec<String> {
    let findings = Store::check(&ground.settings(), &keys()).await.expect("checked");
    findings.into_iter().filter(|f| f.topic == Topic::Audit && !f.sound).map(|finding| finding.says).collect()
}

pub async fn operators_find_what_they_were_told_of(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = new_account("ada");
    add(&store, &ada).await.expect("added");
    let code = SupportCode::new([9; 16]);
    let stopped = Fact::Stopped { reason: StopReason::Unregistered, needed: None, support: code.clone() };
    let (told, other) = (visit_id(), visit_id());
    let rows = [
        (after(0), Some(&ada.id), &told, Fact::Identified),
        (after(1), None, &other, Fact::UnknownLogin),
        (after(2), Some(&ada.id), &told, stopped),
        (after(3), Some(&ada.id), &other, Fact::Identified),
    ];
    for (at, account, visit, fact) in rows {
        let entry = Entry { at, account: account.cloned(), visit: Some(visit.clone()), place: "Hall B".to_owned(), fact };
        let written: Result<(), StoreError> = transact!(store, |tx| async {
            tx.audit(&entry).await?;
            Ok(Close::Commit(()))
        });
        written.expect("written");
    }
    let found = async |wish: AuditWish| {
        let rows = store.audit_rows(&AuditWish { most: 9, ..wish }).await.expect("rows");
        rows.into_iter().map(|row| (row.at, row.fact, row.login)).collect::<Vec<_>>()
    };
    let ada_s = |seconds, fact: &str| (after(seconds), fact.to_owned(), Some("ada".to_owned()));
    let by_code = found(AuditWish { support: Some(code), ..AuditWish::default() }).await;
    assert_eq!(by_code, [ada_s(0, "identified"), ada_s(2, "stopped")], "the whole visit, and no other");
    let by_account = found(AuditWish { account: Some(ada.id.clone()), ..AuditWish::default() }).await;
    assert_eq!(by_account, [ada_s(0, "identified"), ada_s(2, "stopped"), ada_s(3, "identified")]);
    let late = found(AuditWish { since: Some(after(2)), ..AuditWish::default() }).await;
    assert_eq!(late, [ada_s(2, "stopped"), ada_s(3, "identified")]);
    let last = store.audit_rows(&AuditWish { most: 1, ..AuditWish::default() }).await.expect("rows");
    assert_eq!((last.len(), last[0].at), (1, after(3)), "the latest");
    let unknown = SupportCode::new([8; 16]);
    assert!(found(AuditWish { support: Some(unknown), ..AuditWish::default() }).await.is_empty());
}
