//! Imports: staged, moved over at once, overtaken, left behind; and people as a directory knows them.

use std::collections::BTreeMap;
use std::sync::Arc;

use kiosk::domain::account::{Account, Language, Managed, Origin, Role};
use kiosk::domain::id::{AccountId, ContactId, ImportId};
use kiosk::domain::login::{Login, LoginKey};
use kiosk::domain::person::ExternalId;
use kiosk::domain::phone::ContactKind;
use kiosk::store::{Close, DirectoryContact, NewAccount, StagedPerson, Store, StoreError, StoredPerson};
use kiosk::transact;
use sqlx::Row;

use super::ground::{Ground, NOW, account_id, add, after, contact, entropy, new_account};

const STAGING: [&str; 4] = ["import_run", "import_account", "import_contact", "import_group"];

fn import_id() -> ImportId {
    ImportId::new(NOW, entropy())
}

fn login(text: &str) -> Login {
    Login::enrol(text).expect("a login")
}

fn external(text: &str) -> ExternalId {
    ExternalId::from_stored(text.to_owned())
}

fn contacts(values: &[&str]) -> Vec<DirectoryContact> {
    let contact =
        |value: &&str| DirectoryContact { id: ContactId::new(NOW, entropy()), value: (*value).to_owned(), created: after(1) };
    values.iter().map(contact).collect()
}

fn somebody_new(name: &str) -> StagedPerson {
    StagedPerson {
        is_new: true,
        login: Some(login(name)),
        name: Some(name.to_owned()),
        role: Some(Role::User),
        managed: Some(Managed::Here),
        enabled: Some(true),
        ..StagedPerson::nothing(account_id())
    }
}

async fn stage(store: &Store, people: &[StagedPerson]) -> ImportId {
    let import = import_id();
    store.begin_import(&import, NOW).await.expect("begun");
    assert!(store.stage(&import, people).await.expect("staged"));
    import
}

async fn moved(store: &Store, import: &ImportId) -> Result<bool, StoreError> {
    transact!(store, |tx| async { Ok(Close::Commit(tx.move_import(import, after(5)).await?)) })
}

async fn imported(store: &Store, people: &[StagedPerson]) {
    let import = stage(store, people).await;
    assert!(moved(store, &import).await.expect("moved"));
    store.end_import(&import).await.expect("ended");
}

async fn account(store: &Store, name: &str) -> Option<Account> {
    let key = LoginKey::of(name);
    transact!(store, |tx| async { Ok(Close::Undo(tx.account_by_key(&key).await?)) }).expect("looked up")
}

async fn person(store: &Store, name: &str) -> StoredPerson {
    store.people_with_logins(&[LoginKey::of(name)]).await.expect("asked").pop().expect("somebody")
}

async fn staged_rows(ground: &Ground) -> usize {
    let mut count = 0;
    for table in STAGING {
        count += ground.look(&format!("SELECT 1 FROM {table}")).await.len();
    }
    count
}

/// Every table that an import changes, row by row.
async fn everything(ground: &Ground) -> Vec<String> {
    let mut rows = Vec::new();
    for columns in [
        "login_key || ' ' || name || ' ' || revision FROM account",
        "account_id || kind || address FROM contact",
        "account_id || group_name FROM account_group",
    ] {
        let (what, from) = columns.split_once(" FROM ").expect("columns");
        let what = format!("CONCAT({})", what.replace(" || ", ", "));
        let found = ground.look(&format!("SELECT {what} AS line FROM {from} ORDER BY 1")).await;
        rows.extend(found.iter().map(|row| row.get::<String, _>("line")));
    }
    rows
}

pub async fn what_is_staged_changes_nothing_until_it_is_moved(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = new_account("ada");
    add(&store, &ada).await.expect("added");
    let before = everything(&ground).await;
    let change = StagedPerson { name: Some("Other".to_owned()), ..StagedPerson::nothing(ada.id.clone()) };
    let import = stage(&store, &[change, somebody_new("bob")]).await;
    assert_eq!(everything(&ground).await, before);
    assert!(store.import_waits(&import).await.expect("asked"));
    store.end_import(&import).await.expect("ended");
    assert_eq!(everything(&ground).await, before);
    assert_eq!(staged_rows(&ground).await, 0);
    assert!(!moved(&store, &import).await.expect("asked"), "an import that ended is not moved");
}

pub async fn a_move_changes_everything_that_was_staged(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = NewAccount { groups: vec!["old".to_owned()], password_hash: None, ..new_account("ada") };
    add(&store, &ada).await.expect("added");
    let change = StagedPerson {
        login: Some(login("Anna")),
        is_renamed: true,
        external_id: Some(external("7")),
        name: Some("Anna".to_owned()),
        language: Some(Language::Dutch),
        role: Some(Role::Administrator),
        managed: Some(Managed::Elsewhere),
        enabled: Some(false),
        password_hash: Some("$2b$new".to_owned()),
        groups: Some(vec!["ict".to_owned(), "staff".to_owned()]),
        contacts: BTreeMap::from([(ContactKind::Email, contacts(&["a@example.org", "b@example.org"]))]),
        ..StagedPerson::nothing(ada.id.clone())
    };
    // More than are put in by one statement, and not a multiple of it.
    let mut people: Vec<StagedPerson> = (0..150).map(|number| somebody_new(&format!("new{number}"))).collect();
    for (number, person) in people.iter_mut().enumerate() {
        person.contacts.insert(ContactKind::Mobile, contacts(&[&format!("+3161234{number:04}")]));
        person.groups = Some(vec!["all".to_owned()]);
    }
    people.push(change);
    imported(&store, &people).await;

    assert_eq!((account(&store, "ada").await, staged_rows(&ground).await), (None, 0));
    let anna = account(&store, "anna").await.expect("renamed");
    assert_eq!((anna.id, anna.revision, anna.groups), (ada.id, 2, vec!["ict".to_owned(), "staff".to_owned()]));
    let addresses: Vec<_> = anna.contacts.iter().map(|contact| contact.address.as_str()).collect();
    assert_eq!(addresses, ["a@example.org", "b@example.org"]);
    let anna = person(&store, "anna").await;
    assert_eq!((anna.login.as_str(), anna.name.as_str(), anna.language), ("Anna", "Anna", Some(Language::Dutch)));
    assert_eq!((anna.role, anna.managed, anna.enabled), (Role::Administrator, Managed::Elsewhere, false));
    assert_eq!((anna.external_id, anna.password_hash.as_deref()), (Some(external("7")), Some("$2b$new")));
    let last = person(&store, "new149").await;
    assert_eq!((last.contacts[&ContactKind::Mobile][0].value.as_str(), last.groups.len()), ("+31612340149", 1));
    assert_eq!(ground.look("SELECT id FROM account WHERE changed_at IS NOT NULL").await.len(), 1, "who has a password");
}

pub async fn what_people_registered_stays(ground: Arc<Ground>) {
    let store = ground.store().await;
    let registered = contact(Origin::Authentication, "home@example.org");
    let ada = NewAccount {
        contacts: vec![registered.clone(), contact(Origin::Directory, "work@example.org")],
        groups: vec!["staff".to_owned()],
        ..new_account("ada")
    };
    add(&store, &ada).await.expect("added");
    let change = StagedPerson {
        password_hash: Some("$2b$older".to_owned()),
        contacts: BTreeMap::from([(ContactKind::Email, Vec::new()), (ContactKind::Office, contacts(&["+31201234567"]))]),
        ..StagedPerson::nothing(ada.id.clone())
    };
    imported(&store, &[change]).await;
    let changed = account(&store, "ada").await.expect("there");
    assert_eq!((changed.contacts, changed.groups, changed.revision), (vec![registered], ada.groups, 2));
    assert_eq!(changed.name, ada.name, "what is not staged is left");
    let kept = person(&store, "ada").await.password_hash;
    assert_eq!(kept.as_deref(), Some("$argon2id$first"), "a password that is there is newer");
    assert_eq!(store.list_accounts().await.expect("listed")[0].contacts, 1, "a telephone number is no address");
}

/// Whoever proves an address of the directory as their own has it once, though an import that names it was under
/// way; and a later one that knows of it has nothing to add.
pub async fn what_somebody_proved_meanwhile_stays_theirs_and_stands_once(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [work, other] = ["work@example.org", "other@example.org"].map(|address| contact(Origin::Directory, address));
    let ada = NewAccount { contacts: vec![work.clone(), other.clone()], ..new_account("ada") };
    add(&store, &ada).await.expect("added");
    let mut known = person(&store, "ada").await.contacts[&ContactKind::Email].clone();
    known.push(contacts(&["third@example.org"]).remove(0));
    let change =
        StagedPerson { contacts: BTreeMap::from([(ContactKind::Email, known)]), ..StagedPerson::nothing(ada.id.clone()) };
    let import = stage(&store, &[change]).await;
    let adopted: Result<bool, StoreError> =
        transact!(store, |tx| async { Ok(Close::Commit(tx.own_contact(&ada.id, &work.id, 1).await?)) });
    assert!(adopted.expect("adopted"));
    assert!(moved(&store, &import).await.expect("moved"));
    let found = account(&store, "ada").await.expect("there").contacts;
    let mut seen: Vec<_> = found.iter().map(|contact| (contact.origin, contact.address.as_str())).collect();
    seen.sort_by_key(|(_, address)| *address);
    let directory = Origin::Directory;
    let expected =
        [(directory, "other@example.org"), (directory, "third@example.org"), (Origin::Authentication, "work@example.org")];
    assert_eq!(seen, expected);
    let person = person(&store, "ada").await;
    assert_eq!((person.own, person.contacts[&ContactKind::Email].len()), (vec![work.address], 2));
}

pub async fn logins_can_be_exchanged(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (ada, bob) = (new_account("ada"), new_account("bob"));
    add(&store, &ada).await.expect("added");
    add(&store, &bob).await.expect("added");
    let renamed =
        |id: &AccountId, to: &str| StagedPerson { login: Some(login(to)), is_renamed: true, ..StagedPerson::nothing(id.clone()) };
    imported(&store, &[renamed(&ada.id, "bob"), renamed(&bob.id, "ada")]).await;
    assert_eq!(account(&store, "ada").await.expect("there").id, bob.id);
    assert_eq!(account(&store, "bob").await.expect("there").id, ada.id);
}

pub async fn a_login_that_somebody_got_meanwhile_undoes_the_whole_move(ground: Arc<Ground>) {
    let store = ground.store().await;
    let import = stage(&store, &[somebody_new("ada"), somebody_new("bob")]).await;
    add(&store, &new_account("BOB")).await.expect("added");
    let before = everything(&ground).await;
    let refused = moved(&store, &import).await;
    assert!(matches!(refused, Err(StoreError::LoginTaken)), "{refused:?}");
    assert_eq!(everything(&ground).await, before);
}

pub async fn what_an_import_that_died_left_is_removed_by_the_next(ground: Arc<Ground>) {
    let store = ground.store().await;
    let mut left = somebody_new("ada");
    left.groups = Some(vec!["staff".to_owned()]);
    left.contacts.insert(ContactKind::Email, contacts(&["a@example.org"]));
    stage(&store, &[left]).await;
    assert_eq!(staged_rows(&ground).await, 4);
    imported(&store, &[somebody_new("bob")]).await;
    assert_eq!(staged_rows(&ground).await, 0);
    assert_eq!(everything(&ground).await, ["bob bob 1"]);
}

pub async fn an_import_that_was_overtaken_changes_nothing(ground: Arc<Ground>) {
    let store = ground.store().await;
    let earlier = stage(&store, &[somebody_new("ada")]).await;
    let later = import_id();
    store.begin_import(&later, NOW).await.expect("begun");
    assert!(!store.stage(&earlier, &[somebody_new("cas")]).await.expect("asked"));
    assert!(!store.import_waits(&earlier).await.expect("asked"));
    assert!(!moved(&store, &earlier).await.expect("asked"));
    assert!(store.stage(&later, &[somebody_new("bob")]).await.expect("staged"));
    assert!(moved(&store, &later).await.expect("moved"));
    assert_eq!(everything(&ground).await, ["bob bob 1"]);
}

pub async fn a_visit_waits_for_a_move_and_sees_no_error(ground: Arc<Ground>) {
    let stores = ground.stores(2).await;
    let ada = new_account("ada");
    add(&stores[0], &ada).await.expect("added");
    let change = StagedPerson { name: Some("Anna".to_owned()), ..StagedPerson::nothing(ada.id.clone()) };
    let people: Vec<StagedPerson> = (0..2_000).map(|number| somebody_new(&format!("new{number}"))).chain([change]).collect();
    let import = stage(&stores[0], &people).await;
    let (store, id) = (stores[1].clone(), ada.id.clone());
    let visit = tokio::spawn(async move {
        let mut replaced = 0;
        for _ in 0..20 {
            let changed: Result<bool, StoreError> = transact!(store, |tx| async {
                let account = tx.account(&id).await?.ok_or(StoreError::AccountGone)?;
                Ok(Close::Commit(tx.replace_password(&id, account.revision, "$argon2id$new", NOW).await?))
            });
            replaced += u32::from(changed.expect("no error"));
        }
        replaced
    });
    assert!(moved(&stores[0], &import).await.expect("moved"));
    let replaced = visit.await.expect("a visit");
    assert!(replaced >= 19, "only the one that the move came before begins again");
    let after = account(&stores[0], "ada").await.expect("there");
    assert_eq!((after.name.as_str(), after.revision), ("Anna", i64::from(replaced) + 2));
}

pub async fn people_come_back_page_by_page_with_phones(ground: Arc<Ground>) {
    let store = ground.store().await;
    let people: Vec<StagedPerson> = (0..130)
        .map(|number| StagedPerson {
            external_id: (number % 2 == 0).then(|| external(&number.to_string())),
            contacts: BTreeMap::from([(ContactKind::Office, contacts(&["+31201234567", "+31207654321"]))]),
            groups: Some(vec!["b".to_owned(), "a".to_owned()]),
            ..somebody_new(&format!("new{number}"))
        })
        .collect();
    imported(&store, &people).await;
    let (mut found, mut last) = (Vec::new(), None);
    loop {
        let page = store.people_after(last.as_ref()).await.expect("a page");
        let Some(end) = page.last() else { break };
        last = Some(end.id.clone());
        found.extend(page);
    }
    let mut ids: Vec<_> = found.iter().map(|person| person.id.clone()).collect();
    let mut known: Vec<_> = people.iter().map(|person| person.account.clone()).collect();
    known.sort();
    assert_eq!(ids, known);
    ids.dedup();
    assert_eq!(ids.len(), 130);
    for person in &found {
        let phones: Vec<_> = person.contacts[&ContactKind::Office].iter().map(|contact| contact.value.as_str()).collect();
        assert_eq!((phones, person.groups.len()), (vec!["+31201234567", "+31207654321"], 2));
        assert_eq!(person.groups[0], "a");
    }
    let called = store.people_called(&[&external("4"), &external("5"), &external("none")]).await.expect("asked");
    assert_eq!(called.iter().map(|person| person.login.as_str()).collect::<Vec<_>>(), ["new4"]);
    assert_eq!(store.accounts_known_elsewhere(None).await.expect("asked").len(), 65);
    let sealed = ground.look("SELECT address FROM contact").await;
    assert!(sealed.iter().all(|row| !row.get::<String, _>("address").contains("+3120")));
}

pub async fn an_external_id_is_one_accounts(ground: Arc<Ground>) {
    let store = ground.store().await;
    let named = |name: &str, id: &str| StagedPerson { external_id: Some(external(id)), ..somebody_new(name) };
    imported(&store, &[named("ada", "7"), somebody_new("bob"), somebody_new("cas")]).await;
    let import = stage(&store, &[named("dirk", "7")]).await;
    let refused = moved(&store, &import).await;
    assert!(matches!(refused, Err(StoreError::LoginTaken)), "{refused:?}");
    assert_eq!(store.list_accounts().await.expect("listed").len(), 3);
    assert_eq!(store.list_accounts().await.expect("listed")[0].external_id, Some(external("7")));
}
