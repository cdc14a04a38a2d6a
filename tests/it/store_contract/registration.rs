//! Who is signed in, what is registered and which codes are on a sheet: each statement takes what belongs to its
//! own account and visit, in its time, and nothing else.

use std::sync::Arc;

use kiosk::domain::account::{Address, Origin};
use kiosk::domain::id::{AccountId, ContactId, SecurityKeyId};
use kiosk::domain::method::Method;
use kiosk::domain::proof::PROOF_LIFE;
use kiosk::domain::proof::recovery::RecoveryMac;
use kiosk::domain::security_key::{NamedKey, SecurityKey};
use kiosk::domain::time::Span;
use kiosk::store::{ChallengeState, Close, NewAccount, NewSecurityKey, NewTotp, Store};
use kiosk::transact;
use zeroize::Zeroizing;

use super::ground::{Ground, NOW, add, after, contact, entropy, new_account, new_challenge, put, totp_id, visit_id};
use crate::security_keys::soft_key::{Kind, SoftKey};

/// One question to the store, in a transaction of its own.
macro_rules! ask {
    ($store:expr, $tx:ident => $call:expr) => {
        transact!($store, |$tx| async { Ok(Close::Commit($call.await?)) }).expect("asked")
    };
}

/// Ada and Bob, each with an address of their own and an app.
async fn two(store: &Store) -> [NewAccount; 2] {
    let person = |login: &str| NewAccount {
        contacts: vec![contact(Origin::Authentication, &format!("{login}@example.org"))],
        totps: vec![NewTotp { id: totp_id(), seed: Zeroizing::new(vec![7; 20]) }],
        ..new_account(login)
    };
    let both = [person("ada"), person("bob")];
    for one in &both {
        add(store, one).await.expect("added");
    }
    both
}

/// A row as `service::sign_in` makes it.
async fn sign_in(ground: &Ground, visit: &kiosk::domain::id::VisitId, account: &AccountId) {
    let until = (NOW + PROOF_LIFE).millis();
    let row = format!(
        "INSERT INTO sign_in (visit_id, account_id, proved, times_set, signed_in_at, ends_at) \
         VALUES ('{}', '{}', 0, 0, {}, {until})",
        visit.as_str(),
        account.as_str(),
        NOW.millis()
    );
    ground.tamper(&row).await;
}

pub async fn a_sign_in_holds_in_its_visit_and_time_with_its_password(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [ada, bob] = two(&store).await;
    let (here, there) = (visit_id(), visit_id());
    sign_in(&ground, &here, &ada.id).await;
    sign_in(&ground, &there, &bob.id).await;
    assert!(ask!(store, tx => tx.is_signed_in(&here, &ada.id, NOW)));
    assert!(!ask!(store, tx => tx.is_signed_in(&here, &bob.id, NOW)), "another's");
    assert!(!ask!(store, tx => tx.is_signed_in(&there, &ada.id, NOW)), "another visit's");
    let end = NOW + PROOF_LIFE;
    assert!(ask!(store, tx => tx.is_signed_in(&here, &ada.id, end - Span::from_millis(1))));
    assert!(!ask!(store, tx => tx.is_signed_in(&here, &ada.id, end)), "its time is over");
    assert!(!ask!(store, tx => tx.is_signed_in(&here, &ada.id, NOW - Span::from_millis(1))), "the clock went back");
    ground.tamper("UPDATE sign_in SET signed_in_at = 0, ends_at = ends_at + 1").await;
    assert!(!ask!(store, tx => tx.is_signed_in(&here, &ada.id, NOW)), "it ends later than any that is made now");
    let soon = format!("UPDATE sign_in SET signed_in_at = {}, ends_at = {}", after(1).millis(), after(9).millis());
    ground.tamper(&soon).await;
    assert!(!ask!(store, tx => tx.is_signed_in(&here, &ada.id, NOW)), "it was made later than now");
    ground.tamper("UPDATE sign_in SET signed_in_at = 0").await;
    assert!(ask!(store, tx => tx.is_signed_in(&here, &ada.id, NOW)));
    ground.tamper("UPDATE account SET times_set = times_set + 1 WHERE login = 'bob'").await;
    assert!(!ask!(store, tx => tx.is_signed_in(&there, &bob.id, NOW)), "another password");

    assert!(!ask!(store, tx => tx.prove_sign_in(&here, &bob.id)));
    assert!(!ask!(store, tx => tx.has_proved_more(&here, &ada.id)));
    assert!(ask!(store, tx => tx.prove_sign_in(&here, &ada.id)));
    assert!(ask!(store, tx => tx.has_proved_more(&here, &ada.id)));
    assert!(!ask!(store, tx => tx.has_proved_more(&there, &ada.id)));
    assert!(!ask!(store, tx => tx.has_proved_more(&there, &bob.id)), "each for itself");
    ask!(store, tx => tx.sign_out(&here));
    assert!(!ask!(store, tx => tx.is_signed_in(&here, &ada.id, NOW)));
    assert_eq!(ground.look("SELECT visit_id FROM sign_in").await.len(), 1, "and nobody else");
}

pub async fn what_is_registered_is_changed_by_its_owner_only(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [ada, bob] = two(&store).await;
    let (own, app) = (&ada.contacts[0].id, &ada.totps[0].id);
    assert!(!ask!(store, tx => tx.remove_contact(&bob.id, own, NOW)));
    assert!(!ask!(store, tx => tx.place_contact(&bob.id, own, -9)));
    assert!(!ask!(store, tx => tx.remove_app(&bob.id, app)));
    assert_eq!(ground.look("SELECT id FROM totp").await.len(), 2);
    assert!(ask!(store, tx => tx.remove_app(&ada.id, app)));
    assert!(!ask!(store, tx => tx.remove_app(&ada.id, app)), "gone already");
    assert!(ask!(store, tx => tx.remove_contact(&ada.id, own, NOW)));
    assert!(!ask!(store, tx => tx.remove_contact(&ada.id, own, NOW)), "gone already");
    assert!(!ask!(store, tx => tx.own_contact(&ada.id, own, 1)), "what was taken away stays away");
    assert!(ask!(store, tx => tx.account(&ada.id)).expect("ada").contacts.is_empty());
}

pub async fn an_operators_address_is_neither_placed_nor_removed(ground: Arc<Ground>) {
    let store = ground.store().await;
    let entered = contact(Origin::Directory, "desk@example.org");
    let ada = NewAccount { contacts: vec![entered.clone()], ..new_account("ada") };
    add(&store, &ada).await.expect("added");
    assert!(!ask!(store, tx => tx.remove_contact(&ada.id, &entered.id, NOW)));
    assert!(!ask!(store, tx => tx.place_contact(&ada.id, &entered.id, -1)));
    assert!(ask!(store, tx => tx.own_contact(&ada.id, &entered.id, 1)), "it is adopted");
    assert!(ask!(store, tx => tx.remove_contact(&ada.id, &entered.id, NOW)));
}

pub async fn an_address_that_waits_is_its_accounts_own_and_one_row(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [ada, bob] = two(&store).await;
    let (id, typed) = (ContactId::new(NOW, entropy()), Address::parse("New@example.net").expect("an address"));
    assert_eq!(ask!(store, tx => tx.unproved_with(&ada.id, &typed)), None);
    ask!(store, tx => tx.add_unproved(&ada.id, &id, &typed, NOW));
    assert_eq!(ask!(store, tx => tx.unproved_with(&ada.id, &typed)), Some(id.clone()));
    let other_case = Address::parse("nEW@EXAMPLE.net").expect("an address");
    assert_eq!(ask!(store, tx => tx.unproved_with(&ada.id, &other_case)), Some(id.clone()), "however it is written");
    assert_eq!(ask!(store, tx => tx.unproved_with(&bob.id, &typed)), None);
    assert!(ask!(store, tx => tx.unproved_address(&ada.id, &id)).is_some());
    assert_eq!(ask!(store, tx => tx.unproved_address(&bob.id, &id)), None);
    assert_eq!(ask!(store, tx => tx.unproved_address(&ada.id, &ada.contacts[0].id)), None, "it waits for nothing");
    assert!(!ask!(store, tx => tx.own_contact(&bob.id, &id, 1)));
    assert!(ask!(store, tx => tx.own_contact(&ada.id, &id, 1)));
    assert_eq!(ask!(store, tx => tx.unproved_address(&ada.id, &id)), None, "nor does this any more");
}

pub async fn of_two_changes_of_what_is_registered_one_finds_its_revision(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [ada, bob] = two(&store).await;
    let before = ask!(store, tx => tx.account(&ada.id)).expect("ada").revision;
    assert!(ask!(store, tx => tx.raise_revision(&ada.id, before)));
    assert!(!ask!(store, tx => tx.raise_revision(&ada.id, before)));
    assert!(!ask!(store, tx => tx.raise_revision(&bob.id, before + 1)));
    assert_eq!(ask!(store, tx => tx.account(&ada.id)).expect("ada").revision, before + 1);
}

pub async fn what_a_way_proved_elsewhere_is_dropped_with_it(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [ada, bob] = two(&store).await;
    let (here, there) = (visit_id(), visit_id());
    let proved = new_challenge(&ada.id, &there);
    let open = new_challenge(&ada.id, &there);
    let own = new_challenge(&ada.id, &here);
    let others = new_challenge(&bob.id, &there);
    let mut by_app = new_challenge(&ada.id, &there);
    by_app.open.method = Method::Totp;
    for new in [&proved, &open, &own, &others, &by_app] {
        put(&store, new).await;
    }
    assert!(ask!(store, tx => tx.prove_challenge(&proved.open.id, &there, NOW, after(900))));
    ask!(store, tx => tx.drop_challenges_by(&ada.id, Method::Email, &here));
    let all = ask!(store, tx => tx.challenges(&there)).into_iter().chain(ask!(store, tx => tx.challenges(&here)));
    let dropped: Vec<_> =
        all.filter(|challenge| challenge.state == ChallengeState::Dropped).map(|challenge| challenge.open.id).collect();
    assert!(dropped.len() == 2 && dropped.contains(&proved.open.id) && dropped.contains(&open.open.id), "{dropped:?}");
}

pub async fn a_code_of_a_sheet_is_spent_once_by_its_owner(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [ada, bob] = two(&store).await;
    let mac = |byte: u8| RecoveryMac::from_bytes([byte; 32]);
    ask!(store, tx => tx.replace_recovery_codes(&ada.id, &[mac(1), mac(2)], NOW));
    ask!(store, tx => tx.replace_recovery_codes(&bob.id, &[mac(3)], NOW));
    assert_eq!(ask!(store, tx => tx.recovery_codes(&ada.id)).len(), 2, "nobody else's");
    assert!(!ask!(store, tx => tx.spend_recovery_code(&bob.id, &mac(1), after(1))), "another's");
    assert!(ask!(store, tx => tx.spend_recovery_code(&ada.id, &mac(1), after(1))));
    assert!(!ask!(store, tx => tx.spend_recovery_code(&ada.id, &mac(1), after(2))), "once");
    let used = ask!(store, tx => tx.recovery_codes(&ada.id)).iter().filter(|code| code.used).count();
    assert_eq!((used, ask!(store, tx => tx.account(&ada.id)).expect("ada").recovery_codes), (1, 1));
    ask!(store, tx => tx.replace_recovery_codes(&ada.id, &[mac(4)], after(3)));
    assert!(!ask!(store, tx => tx.spend_recovery_code(&ada.id, &mac(2), after(4))), "its sheet is gone");
    assert!(ask!(store, tx => tx.spend_recovery_code(&bob.id, &mac(3), after(4))), "and nobody else's");
}

pub async fn a_counter_of_a_key_rises_for_its_owner_only(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [ada, bob] = two(&store).await;
    let key = |seed| SecurityKey::read(&SoftKey::new(Kind::P256, seed).line("")).expect("a key").0;
    let ids = [SecurityKeyId::new(NOW, [1; 16]), SecurityKeyId::new(NOW, [2; 16])];
    for (owner, id, seed, counter) in [(&ada.id, &ids[0], 1, 7), (&bob.id, &ids[1], 1, 0)] {
        let new = NewSecurityKey { id, key: &key(seed), name: "a laptop", counter };
        ask!(store, tx => tx.add_security_key(owner, &new, NOW));
    }
    let kept = ask!(store, tx => tx.security_keys(&ada.id));
    assert!(kept.len() == 1 && kept[0].key == key(1) && kept[0].counter == 7, "nobody else's");
    let named = ask!(store, tx => tx.account(&ada.id)).expect("ada").security_keys;
    assert_eq!(named, [NamedKey { id: ids[0].clone(), name: "a laptop".to_owned() }]);
    assert!(!ask!(store, tx => tx.spend_counter(&bob.id, &ids[0], 8)), "another's");
    for (counter, rises) in [(7, false), (0, false), (8, true), (8, false), (u32::MAX, true), (u32::MAX, false)] {
        assert_eq!(ask!(store, tx => tx.spend_counter(&ada.id, &ids[0], counter)), rises, "{counter}");
    }
    for (counter, rises) in [(0, true), (0, true), (1, true), (0, false)] {
        assert_eq!(ask!(store, tx => tx.spend_counter(&bob.id, &ids[1], counter)), rises, "{counter}");
    }
    assert!(!ask!(store, tx => tx.remove_security_key(&bob.id, &ids[0])), "another's");
    assert!(ask!(store, tx => tx.remove_security_key(&ada.id, &ids[0])));
    assert!(ask!(store, tx => tx.security_keys(&ada.id)).is_empty() && ask!(store, tx => tx.security_keys(&bob.id)).len() == 1);
}
