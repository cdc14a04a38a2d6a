//! Requests for help, and contacts that are found by their address.

use std::collections::BTreeMap;
use std::sync::Arc;

use kiosk::domain::account::{Address, Language, Origin};
use kiosk::domain::help::{HelpNumber, HelpState};
use kiosk::domain::id::{AccountId, ContactId, ImportId};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::Standing;
use kiosk::domain::phone::ContactKind;
use kiosk::domain::time::Span;
use kiosk::store::{Close, DirectoryContact, NewAccount, NewHelpRequest, StagedPerson, Store, StoreError};
use kiosk::transact;
use sqlx::Row;

use super::ground::{Ground, NOW, add, after, contact, entropy, keys, new_account, race};

fn number(text: &str) -> HelpNumber {
    HelpNumber::parse(text).expect("a number")
}

fn request(asked: &str, account: Option<&AccountId>) -> NewHelpRequest {
    NewHelpRequest {
        number: number(asked),
        account: account.cloned(),
        subject: keys().subject(&LoginKey::of("ada")),
        standing: Standing::Open,
        place: "Hall B".to_owned(),
        language: Language::Dutch,
        page: "enter-code",
        support: "7QXK-2M9D".to_owned(),
        typed: "Ada".to_owned(),
        words: "my phone is in the canal".to_owned(),
        created: NOW,
    }
}

async fn stored(store: &Store, new: &NewHelpRequest) -> Result<(), StoreError> {
    transact!(store, |tx| async {
        tx.add_help_request(new).await?;
        Ok(Close::Commit(()))
    })
}

async fn close(store: &Store, asked: &str) -> bool {
    let closed: Result<bool, StoreError> =
        transact!(store, |tx| async { Ok(Close::Commit(tx.close_help_request(number(asked), after(60)).await?)) });
    closed.expect("asked")
}

pub async fn a_request_is_found_by_its_number_and_closed_once(ground: Arc<Ground>) {
    let stores = ground.stores(3).await;
    let store = &stores[0];
    let ada = new_account("ada");
    add(store, &ada).await.expect("added");
    stored(store, &request("481 927", Some(&ada.id))).await.expect("stored");
    stored(store, &NewHelpRequest { created: after(1), ..request("100 000", None) }).await.expect("stored");
    let found = store.help_request(number("481927")).await.expect("asked").expect("a request");
    assert_eq!(found.account, Some(("ada".to_owned(), "Ada".to_owned())));
    assert_eq!((found.typed.as_str(), found.words.as_str()), ("Ada", "my phone is in the canal"));
    assert_eq!((found.page.as_str(), found.support.as_str(), found.language), ("enter-code", "7QXK-2M9D", Some(Language::Dutch)));
    assert_eq!((found.state, found.created, found.closed), (HelpState::Open, NOW, None));
    let numbers = async |closed_too, most| {
        let listed = store.help_requests(closed_too, most).await.expect("a list");
        listed.iter().map(|request| request.number.number()).collect::<Vec<_>>()
    };
    assert_eq!(numbers(false, 9).await, [100_000, 481_927], "the latest first");
    assert_eq!(numbers(false, 1).await, [100_000]);
    let closed = race(&stores, 8, |store, _| async move { close(&store, "481 927").await });
    assert_eq!(closed.await, 1);
    assert_eq!(numbers(false, 9).await, [100_000]);
    assert_eq!(numbers(true, 9).await, [100_000, 481_927]);
    let found = store.help_request(number("481927")).await.expect("asked").expect("a request");
    assert_eq!((found.state, found.closed), (HelpState::Closed, Some(after(60))));
    assert!(store.help_request(number("999 999")).await.expect("asked").is_none());
    assert!(!close(store, "999 999").await);
}

pub async fn no_two_requests_have_one_number(ground: Arc<Ground>) {
    let store = ground.store().await;
    stored(&store, &request("481 927", None)).await.expect("stored");
    let again = stored(&store, &request("481 927", None)).await.expect_err("taken");
    assert!(again.is_contention(), "whoever drew it too draws again: {again}");
    let is_taken = async |asked| -> Result<bool, StoreError> {
        transact!(store, |tx| async { Ok(Close::Undo(tx.help_number_is_taken(number(asked)).await?)) })
    };
    assert!(is_taken("481 927").await.expect("asked") && !is_taken("481 928").await.expect("asked"));
}

pub async fn what_a_visitor_wrote_opens_in_its_request_only(ground: Arc<Ground>) {
    let store = ground.store().await;
    stored(&store, &request("481 927", None)).await.expect("stored");
    stored(&store, &NewHelpRequest { words: "else".to_owned(), ..request("481 928", None) }).await.expect("stored");
    for row in ground.look("SELECT CONCAT(typed, words) AS line FROM help_request").await {
        let line: String = row.get("line");
        assert!(!line.contains("canal") && !line.contains("Ada"), "{line}");
    }
    let copied: String = ground.look("SELECT words FROM help_request WHERE number = 481927").await[0].get("words");
    assert_eq!(ground.tamper(&format!("UPDATE help_request SET words = '{copied}' WHERE number = 481928")).await, 1);
    assert!(store.help_request(number("481 928")).await.is_err());
}

pub async fn old_requests_are_swept_open_or_closed(ground: Arc<Ground>) {
    let store = ground.store().await;
    for (asked, created) in [("100 001", NOW), ("100 002", NOW), ("100 003", after(10))] {
        stored(&store, &NewHelpRequest { created, ..request(asked, None) }).await.expect("stored");
    }
    close(&store, "100 001").await;
    assert_eq!(store.sweep_help_requests(NOW).await.expect("swept"), 0);
    assert_eq!(store.sweep_help_requests(NOW + Span::seconds(1)).await.expect("swept"), 2);
    assert_eq!(store.help_requests(true, 9).await.expect("a list").len(), 1);
}

async fn owners(store: &Store, address: &str, most: u32) -> Vec<(String, String)> {
    let address = Address::parse(address).expect("an address");
    let found: Result<_, StoreError> = transact!(store, |tx| async { Ok(Close::Undo(tx.owners_of(&address, most).await?)) });
    found.expect("asked").into_iter().map(|owner| (owner.login, owner.contact.to_string())).collect()
}

fn import_of(account: &NewAccount, kind: ContactKind, value: &str) -> StagedPerson {
    let contact = DirectoryContact { id: ContactId::new(NOW, entropy()), value: value.to_owned(), created: NOW };
    StagedPerson { contacts: BTreeMap::from([(kind, vec![contact])]), ..StagedPerson::nothing(account.id.clone()) }
}

pub async fn an_address_finds_its_owners_whoever_added_it(ground: Arc<Ground>) {
    let store = ground.store().await;
    let shared = contact(Origin::Authentication, "Family@Example.org");
    let ada = NewAccount { contacts: vec![shared.clone(), contact(Origin::Directory, "ada@example.org")], ..new_account("ada") };
    let bob = NewAccount { contacts: vec![contact(Origin::Directory, "family@example.org")], ..new_account("bob") };
    let (cem, dora) = (new_account("cem"), new_account("dora"));
    for account in [&bob, &ada, &cem, &dora] {
        add(&store, account).await.expect("added");
    }
    let import = ImportId::new(NOW, entropy());
    store.begin_import(&import, NOW).await.expect("begun");
    let people =
        [import_of(&cem, ContactKind::Email, "FAMILY@example.org"), import_of(&dora, ContactKind::Mobile, "+31612345678")];
    assert!(store.stage(&import, &people).await.expect("staged"));
    let moved: Result<bool, StoreError> = transact!(store, |tx| async { Ok(Close::Commit(tx.move_import(&import, NOW).await?)) });
    assert!(moved.expect("moved"));
    let logins =
        async |address: &str, most| owners(&store, address, most).await.into_iter().map(|owner| owner.0).collect::<Vec<_>>();
    for written in ["family@example.org", "FAMILY@EXAMPLE.ORG", "fAmily@example.Org"] {
        assert_eq!(logins(written, 9).await, ["ada", "bob", "cem"], "{written}");
    }
    assert_eq!(logins("family@example.org", 2).await, ["ada", "bob"]);
    assert_eq!(owners(&store, "family@example.org", 1).await, [("ada".to_owned(), shared.id.to_string())]);
    assert_eq!(logins("ada@example.org", 9).await, ["ada"]);
    assert!(logins("nobody@example.org", 9).await.is_empty());
    let marks = ground.look("SELECT blind FROM contact WHERE kind = 'mobile' AND blind IS NOT NULL").await;
    assert!(marks.is_empty(), "nobody is found by a telephone number");
}

pub async fn contacts_of_an_older_program_get_their_marks(ground: Arc<Ground>) {
    const MANY: usize = 450;
    let store = ground.store().await;
    let contacts = (0..MANY).map(|number| contact(Origin::Directory, &format!("a{number}@example.org"))).collect();
    add(&store, &NewAccount { contacts, ..new_account("ada") }).await.expect("added");
    assert_eq!(store.fill_marks().await.expect("looked"), 0, "they have theirs");
    assert_eq!(ground.tamper("UPDATE contact SET blind = NULL").await, MANY as u64);
    let broken =
        "UPDATE contact SET address = 'nonsense' WHERE id = (SELECT first FROM (SELECT MIN(id) AS first FROM contact) c)";
    assert_eq!(ground.tamper(broken).await, 1);
    assert!(owners(&store, "a449@example.org", 9).await.is_empty());
    assert_eq!(store.fill_marks().await.expect("filled"), MANY as u64 - 1, "one that does not open stops nothing");
    assert_eq!(owners(&store, "a449@example.org", 9).await.len(), 1);
    assert_eq!(store.fill_marks().await.expect("filled"), 0);
    ground.tamper("UPDATE contact SET blind = NULL").await;
    ground.migrate().await;
    assert_eq!(owners(&store, "a7@example.org", 9).await.len(), 1, "`store migrate` fills them where the schema is right, too");
}
