//! The outbox.

use std::sync::Arc;

use kiosk::domain::account::{Contact, Origin};
use kiosk::domain::id::LetterId;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Moment;
use kiosk::store::{Channel, Close, HeldLetter, NewAccount, NewLetter, OutboxCounts, Store, StoreError};
use kiosk::transact;
use sqlx::Row;

use super::ground::{Ground, NOW, add, after, contact, letter_id, new_account, new_challenge, put, race, visit_id};

pub async fn a_letter_is_taken_by_one_courier(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    let store = &stores[0];
    let (letter, address) = posted(store).await;
    assert_eq!(store.due_letters(NOW, 9).await.expect("due"), std::slice::from_ref(&letter.id));
    assert_eq!(store.next_due().await.expect("due"), Some(NOW));
    let taken = race(&stores, 16, |store, number| {
        let id = letter.id.clone();
        async move { claim(&store, &id, &format!("courier-{number}"), NOW, after(120)).await.is_some() }
    });
    assert_eq!(taken.await, 1);
    assert!(store.due_letters(after(119), 9).await.expect("none due").is_empty());

    let held = claim(store, &letter.id, "me", after(120), after(240)).await.expect("its holder is late");
    let payload = held.payload.as_ref().map(Secret::expose);
    assert_eq!((payload, held.attempts, held.give_up_at), (Some(letter.payload.expose()), 2, letter.give_up_at));
    assert_eq!((held.channel, held.account, held.current), (Some(Channel::Mail(address.address)), letter.account, true));
    assert!(!sent(store, &letter.id, "another").await, "not its holder");
    assert!(sent(store, &letter.id, "me").await);
    assert!(!sent(store, &letter.id, "me").await, "sent already");
    assert!(claim(store, &letter.id, "me", after(999), after(9_999)).await.is_none());
    assert_eq!(store.outbox_counts().await.expect("counted"), OutboxCounts { sent: 1, ..OutboxCounts::default() });
    assert_eq!(store.next_due().await.expect("nothing"), None);
    let payload: Option<String> = ground.look("SELECT payload FROM letter").await[0].get(0);
    assert_eq!(payload, None, "what was in it is erased");
}

pub async fn a_letter_whose_courier_died_is_taken_again(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (letter, _) = posted(&store).await;
    assert!(claim(&store, &letter.id, "dead", NOW, after(120)).await.is_some());
    assert!(claim(&store, &letter.id, "heir", after(119), after(300)).await.is_none());
    assert_eq!(store.due_letters(after(120), 9).await.expect("due"), std::slice::from_ref(&letter.id));
    assert!(claim(&store, &letter.id, "heir", after(120), after(300)).await.is_some());
    assert!(!sent(&store, &letter.id, "dead").await, "not its letter any more");
    assert!(sent(&store, &letter.id, "heir").await);
}

pub async fn a_letter_is_tried_again_and_given_up(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (notice, _) = posted(&store).await;
    let visit = visit_id();
    let challenge = new_challenge(&notice.account.clone().expect("an account"), &visit);
    put(&store, &challenge).await;
    let (of, opened) = (challenge.open.id.clone(), challenge.open.opened);
    let gave_up = async || transact!(store, |tx| async { Ok::<_, StoreError>(Close::Undo(tx.gave_up_on(&of, opened).await?)) });
    let code = NewLetter { id: letter_id(), challenge: Some(challenge.open.id), ..like(&notice) };
    post(&store, &code).await;

    assert!(claim(&store, &notice.id, "me", NOW, after(120)).await.is_some());
    let failed = |holder: &'static str| {
        let (store, id) = (&store, &notice.id);
        async move { transact!(store, |tx| async { Ok(Close::Commit(tx.letter_failed(id, holder, after(30)).await?)) }) }
    };
    assert!(!failed("another").await.expect("asked"));
    assert!(failed("me").await.expect("asked"));
    assert!(claim(&store, &notice.id, "me", after(29), after(120)).await.is_none());
    for id in [&notice.id, &code.id] {
        assert!(!gave_up().await.expect("asked"), "not the letter with the code");
        assert!(claim(&store, id, "me", after(30), after(120)).await.is_some());
        let given_up = transact!(store, |tx| async { Ok(Close::Commit(tx.letter_given_up(id, "me", after(31)).await?)) });
        assert!(given_up.expect("asked"));
    }
    assert!(gave_up().await.expect("asked"));
    assert_eq!(store.outbox_counts().await.expect("counted"), OutboxCounts { given_up: 2, ..OutboxCounts::default() });
    let kept = ground.look("SELECT id FROM letter WHERE payload IS NOT NULL").await;
    assert_eq!(kept.len(), 1, "a code is erased, a notice can still be sent by hand");
    assert_eq!(kept[0].get::<String, _>(0), notice.id.as_str());
}

pub async fn a_replaced_code_is_not_current(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (notice, _) = posted(&store).await;
    let visit = visit_id();
    let challenge = new_challenge(&notice.account.clone().expect("an account"), &visit);
    put(&store, &challenge).await;
    let code = NewLetter { id: letter_id(), challenge: Some(challenge.open.id.clone()), contact: None, ..like(&notice) };
    post(&store, &code).await;

    let held = claim(&store, &code.id, "me", NOW, after(60)).await.expect("held");
    assert!(held.current);
    assert_eq!(held.channel, None, "a letter to nobody");
    let late = claim(&store, &code.id, "me", challenge.open.expires, after(9_999)).await.expect("held");
    assert!(!late.current, "the code lives no longer");
    let replaced = transact!(store, |tx| async { Ok(Close::Commit(tx.replace_challenge(&challenge.open.id, &visit).await?)) });
    assert!(replaced.expect("asked"));
    ground.tamper("UPDATE letter SET due_at = 0").await;
    assert!(!claim(&store, &code.id, "me", NOW, after(60)).await.expect("held").current);
}

pub async fn a_letter_turned_to_another_contact_does_not_open(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (letter, _) = posted(&store).await;
    let thief = contact(Origin::Authentication, "thief@example.org");
    let account = NewAccount { contacts: vec![thief.clone()], ..new_account("thief") };
    add(&store, &account).await.expect("added");
    ground.tamper(&format!("UPDATE letter SET contact_id = '{}', account_id = '{}'", thief.id, account.id)).await;
    let held = claim(&store, &letter.id, "me", NOW, after(60)).await.expect("held");
    assert!(held.payload.is_none() && held.channel == Some(Channel::Mail(thief.address)));
}

/// An imported telephone number is a contact too, and no letter goes there; nor to an address of somebody else.
pub async fn a_letter_goes_to_mail_addresses_only(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (letter, _) = posted(&store).await;
    let seen = async |due: u32| claim(&store, &letter.id, "me", after(due), after(due)).await.expect("held").channel;
    assert!(seen(0).await.is_some());
    for kind in ["mobile", "office"] {
        ground.tamper(&format!("UPDATE contact SET kind = '{kind}'")).await;
        assert_eq!(seen(0).await, None, "{kind}");
    }
    ground.tamper("UPDATE contact SET kind = 'email'").await;
    let eve = new_account("eve");
    add(&store, &eve).await.expect("added");
    ground.tamper(&format!("UPDATE contact SET account_id = '{}'", eve.id)).await;
    assert_eq!(seen(0).await, None, "the contact is somebody else's now");
}

async fn posted(store: &Store) -> (NewLetter, Contact) {
    let address = contact(Origin::Authentication, "ada@example.org");
    let account = NewAccount { contacts: vec![address.clone()], ..new_account("ada") };
    add(store, &account).await.expect("added");
    let letter = NewLetter {
        id: letter_id(),
        account: Some(account.id),
        contact: Some(address.id.clone()),
        challenge: None,
        payload: Secret::new(r#"{"kind":"reset"}"#.to_owned()),
        created: NOW,
        give_up_at: after(86_400),
    };
    post(store, &letter).await;
    (letter, address)
}

fn like(letter: &NewLetter) -> NewLetter {
    NewLetter {
        id: letter.id.clone(),
        account: letter.account.clone(),
        contact: letter.contact.clone(),
        challenge: letter.challenge.clone(),
        payload: letter.payload.duplicate(),
        ..*letter
    }
}

async fn post(store: &Store, letter: &NewLetter) {
    let posted: Result<(), StoreError> = transact!(store, |tx| async {
        tx.add_letter(letter).await?;
        Ok(Close::Commit(()))
    });
    posted.expect("posted");
}

async fn claim(store: &Store, id: &LetterId, holder: &str, now: Moment, until: Moment) -> Option<HeldLetter> {
    transact!(store, |tx| async { Ok(Close::Commit(tx.claim_letter(id, holder, now, until).await?)) }).expect("asked")
}

async fn sent(store: &Store, id: &LetterId, holder: &str) -> bool {
    transact!(store, |tx| async { Ok(Close::Commit(tx.letter_sent(id, holder, after(3)).await?)) }).expect("asked")
}

pub async fn a_letter_to_the_desk_opens_as_nothing_else(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (letter, _) = posted(&store).await;
    let nobody_s = || NewLetter { id: letter_id(), account: None, contact: None, ..like(&letter) };
    let (desk, turned, decoy) = (nobody_s(), nobody_s(), nobody_s());
    for letter in [&desk, &turned] {
        let added: Result<(), StoreError> = transact!(store, |tx| async {
            tx.add_desk_letter(letter).await?;
            Ok(Close::Commit(()))
        });
        added.expect("posted");
    }
    post(&store, &decoy).await;
    let held = claim(&store, &desk.id, "me", NOW, after(60)).await.expect("due");
    assert!(held.to_desk && !held.is_decoy && held.channel.is_none());
    assert_eq!(held.payload.as_ref().map(Secret::expose), Some(letter.payload.expose()));
    ground.tamper(&format!("UPDATE letter SET to_desk = 0 WHERE id = '{}'", turned.id)).await;
    ground.tamper(&format!("UPDATE letter SET to_desk = 1 WHERE id = '{}'", decoy.id)).await;
    for id in [&turned.id, &decoy.id] {
        let held = claim(&store, id, "me", NOW, after(60)).await.expect("due");
        assert!(held.payload.is_none(), "what goes nowhere does not go to the desk, nor the other way round");
    }
}

/// Whoever waits for a code waits at a page; whoever is told of a change does not.
pub async fn a_letter_with_a_code_goes_before_others(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (first, _) = posted(&store).await;
    let second = NewLetter { id: letter_id(), ..like(&first) };
    post(&store, &second).await;
    let challenge = new_challenge(&first.account.clone().expect("an account"), &visit_id());
    put(&store, &challenge).await;
    let code = NewLetter { id: letter_id(), challenge: Some(challenge.open.id), created: after(5), ..like(&first) };
    post(&store, &code).await;
    assert_eq!(store.due_letters(after(4), 9).await.expect("due"), [first.id.clone(), second.id.clone()], "it is not due yet");
    assert_eq!(store.due_letters(after(5), 9).await.expect("due"), [code.id.clone(), first.id, second.id]);
    assert_eq!(store.due_letters(after(5), 1).await.expect("due"), [code.id], "and not only among those that were found");
}
