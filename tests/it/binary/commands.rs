//! What operators are told when something cannot be done: one clear line, an exit code, and nothing
//! is changed.

use std::process::Command;

use serde_json::Value;

use crate::installation::{Installation, OLD, PROGRAM, Ran, ran};

/// Asserts that `arguments` end with `code` and one line that holds all of `words`, and change nothing.
fn refuse(kiosk: &Installation, arguments: &[&str], code: i32, words: &[&str]) {
    let before = kiosk.contents();
    let ran = kiosk.kiosk(arguments);
    assert_eq!(ran.code, code, "{arguments:?}: {ran:?}");
    assert_eq!(ran.err.lines().count(), 1, "{arguments:?}: {ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "{word:?} in {}", ran.err);
    }
    assert!(kiosk.contents() == before, "{arguments:?} changed something");
}

/// What opens the store, each in its own way.
const OPENING: [&[&str]; 4] = [&["run"], &["store", "check"], &["admin", "user", "list"], &["courier"]];

#[test]
fn another_key_file_is_refused() {
    let (kiosk, other) = (Installation::new(""), Installation::new(""));
    let given = std::fs::read_to_string(other.path("kiosk.key")).unwrap();
    std::fs::write(kiosk.path("kiosk.key"), given).unwrap();
    for arguments in OPENING.iter().chain(&[&["store", "migrate"][..], &["init"]]) {
        refuse(&kiosk, arguments, 1, &["the store is sealed with key", "copy the key file"]);
    }
}

#[test]
fn a_key_file_that_is_gone_or_open_to_others_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let kiosk = Installation::new("");
    let key = kiosk.path("kiosk.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    refuse(&kiosk, &["run"], 1, &["kiosk.key", "644"]);
    std::fs::remove_file(&key).unwrap();
    refuse(&kiosk, &["run"], 1, &["kiosk.key", "kiosk init"]);
}

#[test]
fn an_older_or_newer_schema_is_refused() {
    for (change, words) in [
        ("UPDATE _sqlx_migrations SET version = -version", ["schema version -1,", "kiosk store migrate"]),
        ("UPDATE _sqlx_migrations SET version = version + 100000", ["schema version 1000", "install the newer program"]),
        ("DROP TABLE _sqlx_migrations", ["no kiosk schema yet", "kiosk store migrate"]),
    ] {
        let kiosk = Installation::new("");
        kiosk.sql(change);
        for arguments in OPENING {
            refuse(&kiosk, arguments, 1, &words);
        }
    }
}

#[test]
fn a_newer_schema_is_not_migrated() {
    let kiosk = Installation::new("");
    kiosk.sql("UPDATE _sqlx_migrations SET version = version + 100000");
    refuse(&kiosk, &["store", "migrate"], 1, &["schema version 1000"]);
}

#[test]
fn a_database_that_cannot_be_reached_is_named() {
    let kiosk = Installation::new("");
    for (url, place) in
        [("postgres://kiosk@127.0.0.1:1/kiosk", "127.0.0.1:1"), ("mysql://kiosk@127.0.0.1:1/kiosk", "127.0.0.1:1")]
    {
        std::fs::write(kiosk.path("kiosk.toml"), format!("store.url = \"{url}\"\n")).unwrap();
        for arguments in OPENING {
            refuse(&kiosk, arguments, 1, &["the database at", place, "refused"]);
        }
    }
    std::fs::write(kiosk.path("kiosk.toml"), "store.url = \"sqlite:gone/kiosk.db\"\n").unwrap();
    refuse(&kiosk, &["run"], 1, &["gone/kiosk.db"]);
}

#[test]
fn a_faulty_configuration_is_named_by_file_line_and_key() {
    let kiosk = Installation::new("");
    for (text, words) in [
        ("[limits]\n\ncode_trys = 3\n", ["kiosk.toml:3:1:", "limits.code_trys", "code_tries"]),
        ("[password]\nmin = \"12\"\n", ["kiosk.toml:2:7:", "password.min", "whole number"]),
        ("[password]\nmin = 7\n", ["kiosk.toml:2:7:", "password.min", "8"]),
        ("[pasword]\n", ["kiosk.toml:1:2:", "pasword", "`password`"]),
        ("[reset]\ngates = 1\ngates = 2\n", ["kiosk.toml:3:1:", "not TOML", "duplicate"]),
    ] {
        std::fs::write(kiosk.path("kiosk.toml"), text).unwrap();
        for arguments in OPENING.iter().chain(&[&["config", "check"][..], &["store", "migrate"], &["init"], &[]]) {
            refuse(&kiosk, arguments, 2, &words);
        }
    }
}

#[test]
fn a_configuration_that_is_nowhere_says_what_makes_one() {
    let kiosk = Installation::new("");
    std::fs::remove_file(kiosk.path("kiosk.toml")).unwrap();
    let ran = kiosk.kiosk(&["run"]);
    assert_eq!(ran.code, 2);
    for word in ["kiosk.toml", "/etc/kiosk/kiosk.toml", "`kiosk init`", "`kiosk demo`"] {
        assert!(ran.err.contains(word), "{word} in {}", ran.err);
    }
    refuse(&kiosk, &["--config", "other.toml", "run"], 2, &["other.toml", "cannot be read"]);
}

#[test]
fn a_kiosk_without_a_terminal_is_one_of_plain_text() {
    let kiosk = Installation::new("");
    // Out of the session of whoever runs the tests, and so away from their terminal.
    let mut command = Command::new("setsid");
    let ran = ran(command.args(["--wait", PROGRAM, "run"]).current_dir(kiosk.path("")), "");
    assert_eq!((ran.code, ran.out.contains('\u{1b}')), (0, false), "{ran:?}");
    assert!(ran.out.starts_with("Your organisation\nGet back into your account\n"), "{ran:?}");
    assert!(ran.out.ends_with("\nThe input has ended, and so has this visit.\n"), "{ran:?}");
}

#[test]
fn a_command_that_does_not_exist_is_a_matter_of_usage() {
    let kiosk = Installation::new("");
    for arguments in [&["ran"][..], &["run", "--twice"], &["admin", "user", "add"], &["--lang", "fr", "run"]] {
        assert_eq!(kiosk.kiosk(arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn a_login_is_taken_once_and_an_unknown_one_is_not_found() {
    let kiosk = Installation::new("");
    kiosk.add_known("ada");
    refuse(&kiosk, &["admin", "user", "add", "ADA"], 4, &["ADA", "another account has the login"]);
    refuse(&kiosk, &["admin", "user", "show", "nobody"], 3, &["nobody"]);
    let added = kiosk.fed(&["admin", "user", "add", "bob", "--password-stdin"], "\n");
    assert_eq!((added.code, added.err.lines().count()), (1, 1), "{added:?}");
    assert_eq!(kiosk.kiosk(&["admin", "user", "show", "bob"]).code, 3, "nothing was added");
}

/// Whoever looks like somebody is them, or nobody.
#[test]
fn nobody_is_added_who_has_or_imitates_a_login_that_is_there() {
    let kiosk = Installation::new("");
    kiosk.add_known("Mike");
    for taken in ["mike", " MIKE ", "ｍｉｋｅ", "MI\u{212a}E"] {
        refuse(&kiosk, &["admin", "user", "add", taken], 4, &["another account has the login"]);
    }
    for (imitated, why) in
        [("mik\u{435}", "one script"), ("mi\u{200b}ke", "invisible"), ("mi\u{34f}ke", "invisible"), ("\u{202e}ekim", "invisible")]
    {
        let told = kiosk.kiosk(&["admin", "user", "add", imitated]);
        assert!(told.code == 2 && told.err.contains(why), "{imitated:?}: {told:?}");
    }
    let other = kiosk.kiosk(&["admin", "user", "add", "mıke"]);
    assert_eq!((other.code, kiosk.count("account")), (0, 2), "a dotless i is another letter: {other:?}");
}

fn json(ran: &Ran) -> Value {
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.as_str()), (0, 1, ""), "{ran:?}");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn records_are_printed_as_json() {
    let kiosk = Installation::new("");
    let added = json(&kiosk.fed(&["admin", "user", "add", "ada", "--totp", "--password-stdin", "--json"], OLD));
    assert!(added["otpauth"].as_str().unwrap().starts_with("otpauth://totp/"), "{added}");
    let listed = json(&kiosk.kiosk(&["admin", "user", "list", "--json"]));
    assert_eq!((listed[0]["login"].as_str(), listed[0]["apps"].as_i64()), (Some("ada"), Some(1)), "{listed}");
    let shown = json(&kiosk.kiosk(&["admin", "user", "show", "Ada", "--json"]));
    assert_eq!((shown["login"].as_str(), shown["must_change"].as_bool()), (Some("ada"), Some(true)), "{shown}");
    let findings = json(&kiosk.kiosk(&["store", "check", "--json"]));
    let sound = findings.as_array().unwrap().iter().filter(|finding| finding["sound"] == true).count();
    assert_eq!(sound, findings.as_array().unwrap().len(), "{findings}");
}

#[test]
fn a_tampered_audit_fails_the_check_and_is_named() {
    let kiosk = Installation::new("");
    kiosk.add_known("ada");
    kiosk.sql("UPDATE audit SET place = 'elsewhere' WHERE seq = 2");
    let checked = kiosk.kiosk(&["store", "check"]);
    assert_eq!((checked.code, checked.err.as_str()), (1, ""));
    let bad: Vec<&str> = checked.out.lines().filter(|line| line.starts_with("BAD")).collect();
    assert!(matches!(bad[..], [line] if line.contains('2')), "{checked:?}");
}
