//! Challenges, from open to used.

use std::sync::Arc;

use kiosk::domain::code::Tag;
use kiosk::domain::id::{AccountId, VisitId};
use kiosk::domain::proof::code::{CodeMac, OlderCode};
use kiosk::domain::time::Moment;
use kiosk::store::{ChallengeState, Close, NewChallenge, Store, StoreError, StoredChallenge};
use kiosk::transact;

use super::ground::{Ground, NOW, account_id, add, after, contact, new_account, new_challenge, put, race, visit_id};

/// One question to the store, in a transaction of its own.
macro_rules! ask {
    ($store:expr, $tx:ident => $call:expr) => {
        transact!($store, |$tx| async { Ok(Close::Commit($call.await?)) }).expect("asked")
    };
}

pub async fn a_challenge_goes_from_open_to_proved_to_used(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (account, visit) = (owner(&store).await, visit_id());
    let address = contact(kiosk::domain::account::Origin::Directory, "x@example.org").id;
    let new = NewChallenge {
        contact: Some(address.clone()),
        code: Some(CodeMac::from_bytes([9; 32])),
        tag: Tag::FIRST.next(),
        ..new_challenge(&account, &visit)
    };
    put(&store, &new).await;
    let (id, until) = (&new.open.id, after(900));
    let is = stored(&store, &new, &visit).await.expect("there");
    assert_eq!((is.state, is.tries, is.max_tries, is.tag), (ChallengeState::Open, 0, 3, Tag::FIRST.next()));
    assert_eq!((is.contact, is.code), (Some(address), Some(CodeMac::from_bytes([9; 32]))));
    assert_eq!((is.open.opened, is.open.expires, is.open.account), (new.open.opened, new.open.expires, Some(account.clone())));

    assert_eq!(ask!(store, tx => tx.use_challenges(&[id], &visit, &account, NOW)), 0, "not proved");
    assert!(ask!(store, tx => tx.prove_challenge(id, &visit, after(1), until)));
    assert!(!ask!(store, tx => tx.prove_challenge(id, &visit, after(1), until)), "proved already");
    assert!(!ask!(store, tx => tx.debit_challenge(id, &visit, after(1))), "nothing left to guess");
    assert!(!ask!(store, tx => tx.replace_challenge(id, &visit)), "a proof is not replaced");
    assert_eq!(ask!(store, tx => tx.use_challenges(&[id], &visit, &account, until)), 0, "its time is over");
    assert_eq!(ask!(store, tx => tx.use_challenges(&[id], &visit, &account_id(), after(2))), 0, "another's");
    assert_eq!(ask!(store, tx => tx.use_challenges(&[id], &visit_id(), &account, after(2))), 0, "another visit's");
    assert!(!ask!(store, tx => tx.are_used(&[id], &visit)));
    assert_eq!(ask!(store, tx => tx.use_challenges(&[id], &visit, &account, after(2))), 1);
    assert_eq!(ask!(store, tx => tx.use_challenges(&[id], &visit, &account, after(2))), 0, "used already");
    let later = new_challenge(&account, &visit);
    put(&store, &later).await;
    assert!(ask!(store, tx => tx.are_used(&[id], &visit)));
    assert!(ask!(store, tx => tx.are_used(&[&later.open.id, id], &visit)));
    assert!(!ask!(store, tx => tx.are_used(&[&later.open.id], &visit)), "what the visit used before tells nothing");
    assert!(!ask!(store, tx => tx.are_used(&[id], &visit_id())));
}

pub async fn what_is_not_this_visits_is_not_found(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (visit, other) = (visit_id(), visit_id());
    let new = new_challenge(&account_id(), &visit);
    put(&store, &new).await;
    assert!(stored(&store, &new, &other).await.is_none());
    assert!(!ask!(store, tx => tx.debit_challenge(&new.open.id, &other, NOW)));
    assert!(!ask!(store, tx => tx.prove_challenge(&new.open.id, &other, NOW, after(9))));
    assert!(!ask!(store, tx => tx.replace_challenge(&new.open.id, &other)));
    drop_visit(&store, &other).await;
    let is = stored(&store, &new, &visit).await.expect("there");
    assert_eq!((is.state, is.tries), (ChallengeState::Open, 0));
}

pub async fn a_challenge_dies_with_its_time_tries_and_visit(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (account, visit) = (owner(&store).await, visit_id());
    let (open, proved) = (new_challenge(&account, &visit), new_challenge(&account, &visit));
    put(&store, &open).await;
    put(&store, &proved).await;
    let id = &open.open.id;
    for dead in [open.open.expires, Moment::from_millis(NOW.millis() - 1)] {
        assert!(!ask!(store, tx => tx.debit_challenge(id, &visit, dead)), "{dead:?}");
        assert!(!ask!(store, tx => tx.prove_challenge(id, &visit, dead, after(900))), "{dead:?}");
    }
    let last = Moment::from_millis(open.open.expires.millis() - 1);
    for (try_number, at) in [NOW, last, NOW].into_iter().enumerate() {
        assert!(ask!(store, tx => tx.debit_challenge(id, &visit, at)), "{try_number}");
    }
    assert!(!ask!(store, tx => tx.debit_challenge(id, &visit, NOW)), "three tries");

    assert!(ask!(store, tx => tx.prove_challenge(&proved.open.id, &visit, NOW, after(900))));
    let earlier = Moment::from_millis(NOW.millis() - 1);
    assert_eq!(ask!(store, tx => tx.use_challenges(&[&proved.open.id], &visit, &account, earlier)), 0, "proved later than now");
    drop_visit(&store, &visit).await;
    assert_eq!(ask!(store, tx => tx.use_challenges(&[&proved.open.id], &visit, &account, NOW)), 0);
    assert!(!ask!(store, tx => tx.prove_challenge(id, &visit, NOW, after(900))));
    assert_eq!(stored(&store, &proved, &visit).await.expect("there").state, ChallengeState::Dropped);
}

pub async fn a_resend_kills_the_older_code(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (account, visit) = (account_id(), visit_id());
    let with_code = |byte| NewChallenge { code: Some(CodeMac::from_bytes([byte; 32])), ..new_challenge(&account, &visit) };
    let (first, second) = (with_code(1), with_code(2));
    put(&store, &first).await;
    let older = async || -> Vec<OlderCode> {
        let all = ask!(store, tx => tx.challenges(&visit));
        all.iter().filter_map(StoredChallenge::older_code).collect()
    };
    assert!(older().await.is_empty());
    assert!(ask!(store, tx => tx.replace_challenge(&first.open.id, &visit)));
    put(&store, &second).await;

    let older = older().await;
    assert_eq!(older.len(), 1);
    assert_eq!((&older[0].id, &older[0].mac), (&first.open.id, &CodeMac::from_bytes([1; 32])));
    let all = ask!(store, tx => tx.challenges(&visit));
    let ids: Vec<_> = all.iter().map(|code| &code.open.id).collect();
    assert_eq!(ids, [&second.open.id, &first.open.id], "the latest first");
    assert!(ask!(store, tx => tx.challenges(&visit_id())).is_empty(), "each visit has its own");
    assert!(!ask!(store, tx => tx.prove_challenge(&first.open.id, &visit, NOW, after(900))), "dead");
    assert!(!ask!(store, tx => tx.debit_challenge(&first.open.id, &visit, NOW)), "dead");
}

pub async fn of_many_right_answers_one_wins(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    let (account, visit) = (owner(&stores[0]).await, visit_id());
    let new = new_challenge(&account, &visit);
    put(&stores[0], &new).await;
    let proved = race(&stores, 16, |store, _| {
        let (id, visit) = (new.open.id.clone(), visit.clone());
        async move { ask!(store, tx => tx.prove_challenge(&id, &visit, NOW, after(900))) }
    });
    assert_eq!(proved.await, 1);
    let used = race(&stores, 16, |store, _| {
        let (id, visit, account) = (new.open.id.clone(), visit.clone(), account.clone());
        async move { ask!(store, tx => tx.use_challenges(&[&id], &visit, &account, NOW)) == 1 }
    });
    assert_eq!(used.await, 1);
}

pub async fn parallel_tries_never_exceed_their_number(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    let visit = visit_id();
    let new = new_challenge(&account_id(), &visit);
    put(&stores[0], &new).await;
    let tried = race(&stores, 64, |store, _| {
        let (id, visit) = (new.open.id.clone(), visit.clone());
        async move { ask!(store, tx => tx.debit_challenge(&id, &visit, NOW)) }
    });
    assert_eq!(tried.await, 3);
}

/// Both gates' proofs are used by one statement: it says how many there were to use.
pub async fn two_proofs_are_used_at_once_or_it_is_told_that_one_is_missing(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (account, visit) = (owner(&store).await, visit_id());
    let [first, second, third] = [(); 3].map(|()| new_challenge(&account, &visit));
    for new in [&first, &second, &third] {
        put(&store, new).await;
    }
    let ids = [&first.open.id, &second.open.id];
    assert!(ask!(store, tx => tx.prove_challenge(ids[0], &visit, NOW, after(900))));
    assert_eq!(ask!(store, tx => tx.use_challenges(&[], &visit, &account, NOW)), 0);
    let undone: Result<usize, StoreError> =
        transact!(store, |tx| async { Ok(Close::Undo(tx.use_challenges(&ids, &visit, &account, NOW).await?)) });
    assert_eq!(undone.expect("asked"), 1, "the second is not proved");
    assert!(ask!(store, tx => tx.prove_challenge(ids[1], &visit, NOW, after(900))));
    assert!(ask!(store, tx => tx.prove_challenge(&third.open.id, &visit, NOW, after(900))));
    assert_eq!(ask!(store, tx => tx.use_challenges(&ids, &visit, &account, NOW)), 2);
    assert_eq!(stored(&store, &third, &visit).await.expect("there").state, ChallengeState::Proved, "it was not named");
}

/// Whoever sets another password throws everybody out who was on the way to one; what follows begins anew.
pub async fn what_was_put_before_another_password_proves_nothing(ground: Arc<Ground>) {
    let store = ground.store().await;
    let (ada, bob, visit) = (owner(&store).await, new_account("bob"), visit_id());
    add(&store, &bob).await.expect("added");
    let [proved, open] = [(); 2].map(|()| new_challenge(&ada, &visit));
    let others = new_challenge(&bob.id, &visit);
    for new in [&proved, &open, &others] {
        put(&store, new).await;
    }
    let prove = async |new: &NewChallenge| ask!(store, tx => tx.prove_challenge(&new.open.id, &visit, NOW, after(900)));
    assert!(prove(&proved).await && prove(&others).await);
    let revision = ask!(store, tx => tx.account(&ada)).expect("ada").revision;
    assert!(ask!(store, tx => tx.replace_password(&ada, revision, "$argon2id$second", NOW)));

    let is = async |new: &NewChallenge| stored(&store, new, &visit).await.expect("there").state;
    assert_eq!(ask!(store, tx => tx.use_challenges(&[&proved.open.id], &visit, &ada, NOW)), 0);
    assert_eq!((is(&proved).await, is(&open).await), (ChallengeState::Dropped, ChallengeState::Open));
    assert!(ask!(store, tx => tx.debit_challenge(&open.open.id, &visit, NOW)), "nobody is told by a page that goes on");
    assert!(prove(&open).await);
    assert_eq!(is(&open).await, ChallengeState::Dropped);
    assert_eq!(ask!(store, tx => tx.use_challenges(&[&open.open.id], &visit, &ada, NOW)), 0);
    assert_eq!(ask!(store, tx => tx.use_challenges(&[&others.open.id], &visit, &bob.id, NOW)), 1, "another's password");

    let after_it = new_challenge(&ada, &visit);
    put(&store, &after_it).await;
    assert!(prove(&after_it).await);
    let revision = ask!(store, tx => tx.account(&ada)).expect("ada").revision;
    assert!(ask!(store, tx => tx.unlock(&ada, revision)), "the password is the same");
    assert_eq!(is(&after_it).await, ChallengeState::Proved);
    assert_eq!(ask!(store, tx => tx.use_challenges(&[&after_it.open.id], &visit, &ada, NOW)), 1);
    assert!(ask!(store, tx => tx.are_used(&[&after_it.open.id], &visit)), "its own change is told by its own rows");
}

/// Somebody's account.
async fn owner(store: &Store) -> AccountId {
    let new = new_account("ada");
    add(store, &new).await.expect("added");
    new.id
}

async fn stored(store: &Store, new: &NewChallenge, visit: &VisitId) -> Option<StoredChallenge> {
    let all = ask!(store, tx => tx.challenges(visit));
    all.into_iter().find(|stored| stored.open.id == new.open.id)
}

async fn drop_visit(store: &Store, visit: &VisitId) {
    let dropped: Result<(), StoreError> = transact!(store, |tx| async {
        tx.drop_visit(visit).await?;
        Ok(Close::Commit(()))
    });
    dropped.expect("dropped");
}
