//! The premises appear whole and disappear whole.

use std::os::unix::fs::PermissionsExt;

use super::*;

const CHEAP: HashingCost = HashingCost { memory_kib: 8, passes: 1, lanes: 1, at_once: 2, queue: 32 };

async fn premises() -> Premises {
    Premises::open(Arc::new(Ambient::real()), CHEAP).await.expect("premises")
}

#[tokio::test]
async fn the_folder_is_its_owners_and_goes_with_the_demo() {
    let premises = premises().await;
    let path = premises.folder.0.clone();
    assert_eq!(fs::metadata(&path).expect("a folder").permissions().mode() & 0o777, 0o700);
    assert!(path.join("kiosk.db").exists());
    premises.close().await;
    assert!(!path.exists());
}

#[tokio::test]
async fn the_folder_goes_when_the_demo_fails_too() {
    let path = {
        let premises = premises().await;
        premises.folder.0.clone()
    };
    assert!(!path.exists());
}

#[tokio::test]
async fn everybody_has_the_password_of_the_card_but_who_never_had_one() {
    let premises = premises().await;
    for member in CAST {
        let accepts = |password: &str| {
            let password = Secret::new(password.to_owned());
            let witness = premises.witness.clone();
            async move { witness.accepts(member.login, &password).await.expect("an answer") }
        };
        assert_eq!(accepts(cast::PASSWORD).await, member.password != Known::Never, "{}", member.login);
        assert!(!accepts("something else").await, "{}", member.login);
    }
    premises.close().await;
}

#[tokio::test]
async fn the_addresses_of_the_cast_stand_in_the_order_of_the_card() {
    let premises = premises().await;
    for member in CAST {
        let key = Login::enrol(member.login).expect("a login").key();
        let (account, _) = premises.witness.store.account_with_passwords(&key).await.expect("asked").expect("an account");
        let listed: Vec<&str> = account.contacts_as_they_came().iter().map(|contact| contact.address.as_str()).collect();
        assert_eq!(listed, member.emails, "{}", member.login);
    }
    premises.close().await;
}
