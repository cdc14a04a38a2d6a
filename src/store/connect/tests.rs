//! Which addresses are taken, and what is made of them.

use super::*;

fn settings(url: &str, plain: bool) -> StoreSettings {
    StoreSettings { url: url.to_owned(), password: Some(Secret::new("p@ss/word?".to_owned())), plain, node: "n".to_owned() }
}

fn address(url: &str, plain: bool) -> Result<Address, SetupError> {
    Address::of(&settings(url, plain))
}

fn mode(url: &str) -> Option<String> {
    let address = address(url, false).expect("an address");
    let mode = address.options.database_url.query_pairs().find(|(key, _)| key == "ssl-mode");
    mode.map(|(_, mode)| mode.into_owned())
}

#[test]
fn a_database_elsewhere_must_prove_itself() {
    assert_eq!(mode("postgres://kiosk@db.example.org/kiosk").as_deref(), Some("verify-full"));
    assert_eq!(mode("mariadb://kiosk@10.0.0.5:3307/kiosk").as_deref(), Some("verify_identity"));
    assert_eq!(mode("postgres://kiosk@127.0.0.1.example.org/kiosk").as_deref(), Some("verify-full"));
    assert_eq!(mode("postgres://kiosk@%6cocalhost/kiosk").as_deref(), Some("verify-full"));
}

#[test]
fn one_on_this_machine_need_not() {
    for near in [
        "postgres://kiosk@localhost/kiosk",
        "postgres://kiosk@127.3.2.1:5433/kiosk",
        "postgres://kiosk@[::1]/kiosk",
        "postgres:///kiosk?host=/run/postgresql&user=kiosk",
        "postgres://kiosk@%2Frun%2Fpostgresql/kiosk",
        "mariadb://kiosk@localhost/kiosk?socket=/run/mysqld/mysqld.sock",
    ] {
        assert_eq!(mode(near), None, "{near}");
    }
}

#[test]
fn an_address_cannot_weaken_it() {
    for weak in ["sslmode=prefer", "ssl-mode=require", "sslmode=verify-ca", "ssl-mode=verify-full&sslmode=disable"] {
        let refused = address(&format!("postgres://kiosk@db.example.org/kiosk?{weak}"), false);
        assert!(refused.is_err(), "{weak}");
    }
    assert!(address("postgres://kiosk@db.example.org/kiosk?sslmode=disable", true).is_ok());
    assert!(address("postgres://kiosk@db.example.org/kiosk?sslmode=verify-full&sslrootcert=/ca.pem", false).is_ok());
}

#[test]
fn an_address_cannot_name_two_places() {
    for sly in ["postgres://kiosk@localhost/kiosk?host=db.example.org", "postgres://kiosk@localhost/kiosk?hostaddr=10.0.0.5"] {
        assert!(address(sly, false).is_err(), "{sly}");
    }
    for empty in ["postgres:///kiosk", "mariadb:///kiosk", "oracle://db", "kiosk.db", "", "sqlite:", "sqlite::memory:"] {
        assert!(address(empty, false).is_err(), "{empty}");
    }
}

#[test]
fn the_password_is_never_in_what_operators_are_told() {
    let refused = address("postgres://kiosk:hunter2@localhost/kiosk", false).err().expect("refused");
    assert!(!refused.to_string().contains("hunter2"), "{refused}");
    for url in ["postgres://kiosk@localhost:5433/kiosk", "postgres:///kiosk?host=/run/postgresql&user=kiosk"] {
        let address = address(url, false).expect("an address");
        assert!(!address.place.contains("p@ss"), "{}", address.place);
        let url = address.options.database_url.to_string();
        assert!(url.contains("p%40ss"), "the driver needs it: {url}");
    }
}

#[test]
fn a_file_is_named_as_it_is() {
    let address = address("sqlite:/var/lib/kiosk/odd ?#% name.db", false).expect("an address");
    assert_eq!(address.place, "/var/lib/kiosk/odd ?#% name.db");
}
