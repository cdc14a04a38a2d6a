//! Accounts, their passwords and apps.

use std::sync::Arc;

use kiosk::domain::account::Reminded;
use kiosk::domain::account::{Account, Language, Managed, Origin, Role};
use kiosk::domain::id::AccountId;
use kiosk::domain::login::LoginKey;
use kiosk::domain::question::Topic;
use kiosk::store::{Close, NewAccount, NewTotp, PasswordHashes, Store, StoreError};
use kiosk::transact;
use sqlx::{Column, Row};
use zeroize::Zeroizing;

use super::answers::topic;
use super::ground::{Ground, NOW, account_id, add, after, contact, new_account, race, totp_id};

pub async fn an_account_comes_back_whole(ground: Arc<Ground>) {
    let store = ground.store().await;
    let new = NewAccount {
        name: "Zoë van 't Veld 🐎".to_owned(),
        language: Some(Language::Dutch),
        role: Role::Administrator,
        enabled: false,
        groups: vec!["staff".to_owned(), "ict".to_owned()],
        contacts: vec![
            contact(Origin::Directory, "desk@contoso.com"),
            contact(Origin::Authentication, "zoe@example.org"),
            contact(Origin::Authentication, "a@example.org"),
        ],
        totps: vec![NewTotp { id: totp_id(), seed: Zeroizing::new(b"12345678901234567890".to_vec()) }],
        answers: vec![topic(Topic::FirstPet), topic(Topic::FirstCar)],
        must_change: true,
        locked_until: Some(after(60)),
        ..new_account("Zoë@contoso.com")
    };
    add(&store, &new).await.expect("added");

    let [directory, first, second] = new.contacts.clone().try_into().expect("three");
    let expected = Account {
        id: new.id.clone(),
        login: new.login.clone(),
        name: new.name.clone(),
        language: new.language,
        role: new.role,
        managed: Managed::Here,
        enabled: false,
        groups: vec!["ict".to_owned(), "staff".to_owned()],
        contacts: vec![first, second, directory],
        totps: vec![new.totps[0].id.clone()],
        security_keys: vec![],
        questions: 2,
        recovery_codes: 0,
        phones: vec![],
        has_password: true,
        must_change: true,
        locked_until: Some(after(60)),
        reminded: Reminded { confirmed: NOW, since: None, skipped: 0 },
        revision: 1,
    };
    assert_eq!(by_login(&store, "ZOE\u{308}@contoso.com").await, Some(expected.clone()));
    assert_eq!(by_id(&store, &new.id).await, Some(expected));
    assert_eq!(by_id(&store, &account_id()).await, None);

    let apps = transact!(store, |tx| async { Ok(Close::Undo(tx.authenticators(&new.id).await?)) }).expect("apps");
    assert_eq!((apps[0].seed.as_slice(), apps[0].last_step), (b"12345678901234567890".as_slice(), 0));
    let listed = store.list_accounts().await.expect("listed");
    assert_eq!((listed.len(), listed[0].contacts, listed[0].totps, listed[0].questions), (1, 3, 1, 2));
    assert!(!listed[0].enabled);
}

pub async fn a_taken_login_is_refused_and_leaves_nothing(ground: Arc<Ground>) {
    let store = ground.store().await;
    add(&store, &new_account("ada@contoso.com")).await.expect("added");
    let second = NewAccount { contacts: vec![contact(Origin::Directory, "x@example.org")], ..new_account("ADA@contoso.com") };
    let refused = add(&store, &second).await;
    assert!(matches!(refused, Err(StoreError::LoginTaken)), "{refused:?}");
    assert_eq!(store.list_accounts().await.expect("listed").len(), 1);
    assert!(ground.look("SELECT id FROM contact").await.is_empty());
}

pub async fn logins_match_alike(ground: Arc<Ground>) {
    let store = ground.store().await;
    for login in ["ada", "straße", "zoë", "Ångström", "josé"] {
        add(&store, &new_account(login)).await.expect("added");
    }
    for typed in ["ADA", " ada ", "\u{ff41}da", "STRASSE", "zoe\u{308}", "ångström", "A\u{30a}ngstro\u{308}m", "JOSE\u{301}"] {
        assert!(by_login(&store, typed).await.is_some(), "{typed:?} is one of them");
    }
    for typed in
        ["ad", "adaa", "a da", "ada\u{a0}x", "zoe", "jose", "angstrom", "аda", "", "%", "ad_", "ada\0", "\0", "ad\u{131}"]
    {
        assert!(by_login(&store, typed).await.is_none(), "{typed:?} is none of them");
    }
    add(&store, &new_account("zoe")).await.expect("zoe is not zoë");
    assert_eq!(store.list_accounts().await.expect("listed").len(), 6);
}

pub async fn a_new_password_lets_its_owner_in_at_once(ground: Arc<Ground>) {
    let store = ground.store().await;
    let new = NewAccount { must_change: true, locked_until: Some(after(600)), ..new_account("ada") };
    add(&store, &new).await.expect("added");
    ground.tamper("UPDATE account SET failed_sign_ins = 9").await;

    assert!(!replace(&store, &new.id, 2, "$argon2id$new").await, "another revision");
    assert!(!replace(&store, &account_id(), 1, "$argon2id$new").await, "another account");
    assert_eq!(hashes(&store, &new.id).await.current.as_deref(), Some("$argon2id$first"));
    assert!(replace(&store, &new.id, 1, "$argon2id$new").await);
    assert!(!replace(&store, &new.id, 1, "$argon2id$late").await, "the revision is spent");

    let account = by_id(&store, &new.id).await.expect("there");
    assert_eq!((account.revision, account.must_change, account.locked_until), (2, false, None));
    let row = &ground.look("SELECT * FROM login_credential").await[0];
    assert_eq!(row.get::<String, _>("password_hash"), "$argon2id$new");
    assert_eq!(row.get::<Option<i64>, _>("locked_until"), None);
    assert_eq!(row.get::<i64, _>("must_change"), 0);
    assert_eq!(row.get::<i64, _>("changed_at"), after(5).millis());
    assert_eq!(ground.look("SELECT failed_sign_ins FROM account").await[0].get::<i64, _>(0), 0);
}

pub async fn of_two_changes_to_one_revision_one_wins(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    let new = new_account("ada");
    add(&stores[0], &new).await.expect("added");
    let won = race(&stores, 16, |store, number| {
        let id = new.id.clone();
        async move { replace(&store, &id, 1, &format!("$argon2id${number}")).await }
    });
    assert_eq!(won.await, 1);
    assert_eq!(by_id(&stores[0], &new.id).await.expect("there").revision, 2);
}

pub async fn history_keeps_the_newest(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (ada, bob) = (new_account("ada"), new_account("bob"));
    add(&store, &ada).await.expect("added");
    add(&store, &bob).await.expect("added");
    remember(&store, &bob.id, "bob-1", 5).await;
    for old in ["1", "2", "3", "4"] {
        remember(&store, &ada.id, old, 3).await;
    }
    assert_eq!(hashes(&store, &ada.id).await.earlier, ["4", "3", "2"]);
    remember(&store, &ada.id, "5", 1).await;
    assert_eq!(hashes(&store, &ada.id).await.earlier, ["5"]);
    remember(&store, &ada.id, "6", 0).await;
    assert!(hashes(&store, &ada.id).await.earlier.is_empty());
    assert_eq!(hashes(&store, &bob.id).await.earlier, ["bob-1"]);
    assert!(store.account_with_passwords(&LoginKey::of("nobody")).await.expect("looked up").is_none());
}

pub async fn others_sign_in_by_the_view(ground: Arc<Ground>) {
    let store = ground.store().await;
    add(&store, &NewAccount { enabled: false, ..new_account("Ada") }).await.expect("added");
    add(&store, &NewAccount { managed: Managed::Elsewhere, ..new_account("bob") }).await.expect("added");
    add(&store, &NewAccount { password_hash: None, ..new_account("cas") }).await.expect("added");
    let rows = ground.look("SELECT * FROM login_credential").await;
    let columns: Vec<_> = rows[0].columns().iter().map(Column::name).collect();
    let stable = ["login", "password_hash", "enabled", "locked_until", "must_change", "must_register", "changed_at"];
    assert_eq!(columns, stable);
    assert_eq!(rows.len(), 1, "only who has a password here");
    assert_eq!((rows[0].get::<String, _>("login"), rows[0].get::<i64, _>("enabled")), ("Ada".to_owned(), 0));
}

pub async fn a_step_is_spent_once(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    let app = totp_id();
    let totps = vec![NewTotp { id: app.clone(), seed: Zeroizing::new(vec![1; 20]) }];
    let new = NewAccount { totps, ..new_account("ada") };
    add(&stores[0], &new).await.expect("added");
    let spend = |step: i64| {
        let (stores, app) = (&stores, app.clone());
        race(stores, 16, move |store, _| {
            let app = app.clone();
            async move { transact!(store, |tx| async { Ok(Close::Commit(tx.spend_step(&app, step).await?)) }).expect("asked") }
        })
    };
    assert_eq!(spend(41).await, 1);
    assert_eq!(spend(41).await, 0);
    assert_eq!(spend(40).await, 0, "an earlier one is spent with it");
    assert_eq!(spend(42).await, 1);
}

async fn by_login(store: &Store, typed: &str) -> Option<Account> {
    let key = LoginKey::of(typed);
    transact!(store, |tx| async { Ok(Close::Undo(tx.account_by_key(&key).await?)) }).expect("looked up")
}

async fn by_id(store: &Store, id: &AccountId) -> Option<Account> {
    transact!(store, |tx| async { Ok(Close::Undo(tx.account(id).await?)) }).expect("looked up")
}

async fn hashes(store: &Store, id: &AccountId) -> PasswordHashes {
    let account = by_id(store, id).await.expect("an account");
    store.account_with_passwords(&account.login.key()).await.expect("looked up").expect("an account").1
}

async fn replace(store: &Store, id: &AccountId, revision: i64, hash: &str) -> bool {
    transact!(store, |tx| async { Ok(Close::Commit(tx.replace_password(id, revision, hash, after(5)).await?)) }).expect("asked")
}

async fn remember(store: &Store, id: &AccountId, old: &str, keep: usize) {
    let remembered: Result<(), StoreError> = transact!(store, |tx| async {
        tx.remember_password(id, old, NOW).await?;
        tx.forget_passwords(id, keep).await?;
        Ok(Close::Commit(()))
    });
    remembered.expect("remembered");
}
