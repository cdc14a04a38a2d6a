//! What somebody learns who has the database and not the key.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use kiosk::domain::account::Origin;
use kiosk::domain::limit::{Ceiling, Limit, Scope, Then};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::Standing;
use kiosk::domain::question::{Question, Topic};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::store::{Close, NewAccount, NewAnswer, NewChallenge, NewLetter, NewTotp, StoreError, Tally};
use kiosk::transact;
use zeroize::Zeroizing;

use super::answers::topic;
use super::ground::{Ground, NOW, add, after, contact, keys, letter_id, new_account, new_challenge, put, totp_id, visit_id};

const CODE: &str = "73190284";
const ADDRESS: &str = "secret.mailbox@example.org";
const SEED: &str = "seed-of-an-app-01234";
const QUESTION: &str = "Which of our secret-buildings is yours?";
const PAYLOAD: &str = r#"{"code":"73190284","note":"letter-content"}"#;

pub async fn a_sealed_value_opens_for_its_account_only(ground: Arc<Ground>) {
    let store = ground.store().await;
    let enrolled = |login, address: &str| NewAccount {
        contacts: vec![contact(Origin::Authentication, address)],
        totps: vec![NewTotp { id: totp_id(), seed: Zeroizing::new(login_seed(login)) }],
        ..new_account(login)
    };
    let (ada, bob) = (enrolled("ada", "ada@example.org"), enrolled("bob", "bob@example.org"));
    add(&store, &ada).await.expect("added");
    add(&store, &bob).await.expect("added");
    let read = |id| {
        let (store, id) = (&store, id);
        async move {
            let found: Result<_, StoreError> = transact!(store, |tx| async {
                let account = tx.account(id).await.map(|account| account.expect("there").contacts[0].address.clone());
                let seed = tx.authenticators(id).await.map(|apps| apps[0].seed.clone());
                Ok(Close::Undo((account, seed)))
            });
            found.expect("read")
        }
    };
    assert!(matches!(read(&ada.id).await, (Ok(_), Ok(_))));
    for (table, column) in [("contact", "address"), ("totp", "seed")] {
        let copy = format!(
            "UPDATE {table} SET {column} = (SELECT sealed FROM (SELECT {column} AS sealed FROM {table} WHERE account_id = \
             '{}') AS other) WHERE account_id = '{}'",
            bob.id, ada.id
        );
        assert_eq!(ground.tamper(&copy).await, 1);
    }
    let (address, seed) = read(&ada.id).await;
    assert!(matches!(address, Err(StoreError::Damaged(_))), "{address:?}");
    assert!(matches!(seed, Err(StoreError::Damaged(_))), "{seed:?}");
    assert!(matches!(read(&bob.id).await, (Ok(_), Ok(_))), "its own still opens");
}

pub async fn nothing_secret_is_readable_in_the_files(ground: Arc<Ground>) {
    let store = ground.store().await;
    let account = NewAccount {
        name: "plainly-readable-name".to_owned(),
        contacts: vec![contact(Origin::Authentication, ADDRESS)],
        totps: vec![NewTotp { id: totp_id(), seed: Zeroizing::new(SEED.as_bytes().to_vec()) }],
        answers: vec![NewAnswer { question: Question::Own(QUESTION.to_owned()), ..topic(Topic::FirstPet) }],
        ..new_account("ada")
    };
    add(&store, &account).await.expect("added");
    // Once more: the pages of a log may cut a name in two.
    add(&store, &NewAccount { name: account.name.clone(), ..new_account("eve") }).await.expect("added");
    let visit = visit_id();
    let mut challenge = new_challenge(&account.id, &visit);
    challenge.code = Some(keys().code_key().mac(&challenge.open.id, &Secret::new(CODE.to_owned())));
    put(&store, &NewChallenge { contact: Some(account.contacts[0].id.clone()), ..challenge }).await;
    let letter = NewLetter {
        id: letter_id(),
        account: Some(account.id.clone()),
        contact: Some(account.contacts[0].id.clone()),
        challenge: None,
        payload: Secret::new(PAYLOAD.to_owned()),
        created: NOW,
        give_up_at: after(60),
    };
    let posted: Result<(), StoreError> = transact!(store, |tx| async {
        tx.add_letter(&letter).await?;
        Ok(Close::Commit(()))
    });
    posted.expect("posted");
    let tried = store.subject(&LoginKey::of("somebody-who-is-not-there"));
    let counted: Result<_, StoreError> = transact!(store, |tx| async {
        let limit = Limit { ceiling: Ceiling { failures: 9, window: Span::hours(1) }, then: Then::Rise };
        let tally = Tally { subject: tried.clone(), scope: Scope::Account, limit };
        Ok(Close::Commit(tx.debit(&[tally], Standing::Open, NOW).await?))
    });
    counted.expect("counted");

    let key = keys().to_file_text();
    let key = key.split_ascii_whitespace().last().expect("the key").to_owned();
    for secret in [ADDRESS, CODE, SEED, "secret-buildings", "letter-content", "somebody-who-is-not-there", &key] {
        assert!(!stands_in(&ground.files(), secret), "{secret}");
    }
    assert!(stands_in(&ground.files(), "plainly-readable-name"), "or this test sees nothing");
}

fn login_seed(login: &str) -> Vec<u8> {
    login.as_bytes().repeat(5)
}

/// Whether `secret` stands in any file below `folder`.
fn stands_in(folder: &Path, secret: &str) -> bool {
    let grep = Command::new("grep").args(["-rqaF", "--", secret]).arg(folder).status().expect("grep runs");
    grep.success()
}
