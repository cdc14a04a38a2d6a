//! Importing and exporting people with the real program: what operators are told, and that it is all or
//! nothing whatever comes in between.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use kiosk::domain::secret::Secret;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::installation::{Installation, PROGRAM, Ran, ran, wait};
use crate::support;

const PEOPLE: &str = "login,external_id,name,language,groups,role,emails,phones,office_phones,managed,enabled\n\
    ada,1,Ada,nl,staff|ict,administrator,ada@example.org,+31612345678,,here,yes\n\
    bob,2,Bob,,staff,,bob@example.org|b@example.org,,+31 20 123 4567,,\n\
    cas,3,,,,,,,,,\n";

const IMPORT: [&str; 3] = ["admin", "user", "import"];

fn write(kiosk: &Installation, name: &str, text: impl AsRef<[u8]>) {
    std::fs::write(kiosk.path(name), text).unwrap();
}

/// Imports `text` as people.csv.
fn import(kiosk: &Installation, text: impl AsRef<[u8]>, more: &[&str]) -> Ran {
    write(kiosk, "people.csv", text);
    kiosk.kiosk(&[&IMPORT[..], &["people.csv"], more].concat())
}

fn imported(kiosk: &Installation, text: impl AsRef<[u8]>, more: &[&str]) -> String {
    let ran = import(kiosk, text, more);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran.out
}

/// Asserts that nothing of `text` is imported and that each of `lines` is told.
fn refused(kiosk: &Installation, text: impl AsRef<[u8]>, more: &[&str], lines: &[&str]) {
    write(kiosk, "people.csv", text);
    let before = (logins(kiosk), kiosk.audit());
    let ran = kiosk.kiosk(&[&IMPORT[..], &["people.csv"], more].concat());
    assert_eq!((ran.code, ran.err.lines().count()), (1, lines.len()), "{ran:?}");
    for (told, line) in ran.err.lines().zip(lines) {
        assert!(told.contains(line), "{line:?} in {told:?}");
    }
    assert_eq!((logins(kiosk), kiosk.audit()), before);
}

fn list(kiosk: &Installation) -> Vec<Value> {
    let ran = kiosk.kiosk(&["admin", "user", "list", "--json"]);
    serde_json::from_str(&ran.out).unwrap()
}

fn logins(kiosk: &Installation) -> Vec<String> {
    list(kiosk).iter().map(|account| account["login"].as_str().unwrap().to_owned()).collect()
}

fn enabled(kiosk: &Installation) -> Vec<String> {
    let accounts = list(kiosk).into_iter().filter(|account| account["enabled"] == true);
    accounts.map(|account| account["login"].as_str().unwrap().to_owned()).collect()
}

fn show(kiosk: &Installation, login: &str) -> Value {
    serde_json::from_str(&kiosk.kiosk(&["admin", "user", "show", login, "--json"]).out).unwrap()
}

fn export(kiosk: &Installation, more: &[&str]) -> String {
    let ran = kiosk.kiosk(&[&["admin", "user", "export"], more].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran.out
}

#[test]
fn a_file_is_imported_once_and_changes_nothing_the_second_time() {
    let kiosk = Installation::new("");
    assert_eq!(imported(&kiosk, PEOPLE, &[]), "3 added, 0 changed (0 of them renamed), 0 unchanged\n");
    assert_eq!(imported(&kiosk, PEOPLE, &[]), "0 added, 0 changed (0 of them renamed), 3 unchanged\n");
    let ada = show(&kiosk, "ada");
    assert_eq!((&ada["external_id"], &ada["role"], &ada["language"]), (&"1".into(), &"administrator".into(), &"nl".into()));
    assert_eq!(ada["emails"].as_array().unwrap().len(), 1, "a telephone number is no address: {ada}");
    assert_eq!((ada["phones"][0].as_str(), show(&kiosk, "cas")["name"].as_str()), (Some("+31612345678"), Some("cas")));
    assert_eq!(kiosk.audited("people-imported"), 2);
    let told = kiosk.audit().concat();
    assert!(told.contains(r#""added":"3""#) && !told.contains("ada") && !told.contains("example.org"), "{told}");
    assert!(kiosk.is_sound());
}

/// The file names it still, as the directory does: there it stands once, and nobody is changed by it.
#[test]
fn an_address_that_somebody_adopted_stays_theirs_and_changes_nobody() {
    let kiosk = Installation::new("");
    imported(&kiosk, PEOPLE, &[]);
    kiosk.sql("UPDATE contact SET origin = 'authentication' WHERE kind = 'email'");
    let before = list(&kiosk);
    let told = imported(&kiosk, PEOPLE, &["--dry-run"]);
    assert_eq!(told, "nothing was changed; it would be: 0 added, 0 changed (0 of them renamed), 3 unchanged\n");
    assert_eq!(imported(&kiosk, PEOPLE, &[]), "0 added, 0 changed (0 of them renamed), 3 unchanged\n");
    assert_eq!(list(&kiosk), before);
    assert_eq!(show(&kiosk, "bob")["emails"].as_array().unwrap().len(), 2, "{}", show(&kiosk, "bob"));
    assert!(kiosk.is_sound());
}

#[test]
fn an_export_comes_back_unchanged() {
    let kiosk = Installation::new("");
    imported(&kiosk, PEOPLE, &[]);
    imported(&kiosk, "login,name,groups\n-x,'=1+1,\"+a|'b\"\ndirk,''=1,\"x, \"\"y\"\"\"\n", &[]);
    let exported = export(&kiosk, &[]);
    assert!(exported.starts_with("login,external_id,name,language,groups,role,emails,phones,office_phones,managed,enabled\n"));
    let formula = exported.split(['\n', ',']).find(|cell| cell.starts_with(['=', '+', '-', '@']));
    assert_eq!(formula, None, "{exported}");
    assert!(exported.contains("'=1+1") && exported.contains("'+31201234567"), "{exported}");
    assert!(imported(&kiosk, &exported, &[]).starts_with("0 added, 0 changed (0 of them renamed), 5 unchanged"));
    let other = Installation::new("");
    imported(&other, &exported, &[]);
    assert_eq!(export(&other, &[]).lines().count(), exported.lines().count());
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&export(&other, &[])), sorted(&exported));
    let records: Value = serde_json::from_str(&export(&kiosk, &["--json"])).unwrap();
    assert_eq!(records.as_array().unwrap().len(), 5);
    assert_eq!(export(&Installation::new(""), &["--json"]), "[]\n");
}

#[test]
fn hashes_leave_only_when_they_are_asked_for() {
    let kiosk = Installation::new("");
    let hash = "$6$saltstring$qB14DZXixV5uT8tCiFmIZqnjdEvS06e2V8K9gzS2AePfJGI4wcQrjwC43MOuksTIry6nI9jq2AltTu7090Vod/";
    imported(&kiosk, format!("login,password_hash\nada,{hash}\n"), &[]);
    assert!(kiosk.accepts("ada", "violet harbour 1999"));
    assert!(!export(&kiosk, &[]).contains("$6$") && !export(&kiosk, &["--json"]).contains("$6$"));
    assert!(export(&kiosk, &["--with-hashes"]).contains(hash));
    assert!(export(&kiosk, &["--with-hashes", "--json"]).contains(hash));
    // Somebody who has a password here keeps it.
    kiosk.add_known("bob");
    let out = imported(&kiosk, format!("login,password_hash\nbob,{hash}\n"), &[]);
    assert!(out.starts_with("0 added, 0 changed"), "{out}");
    refused(
        &kiosk,
        "login,password_hash\ncas,$2b$31$abcdefghijklmnopqrstuuyd/FaPAgvzll/G0jsdPxXAVcIDYpZFW\n",
        &[],
        &["people.csv:2: password_hash: a bcrypt hash that costs too much"],
    );
    refused(&kiosk, "login,password_hash\ncas,hunter2\n", &[], &["people.csv:2: password_hash: not a hash that is taken"]);
}

#[test]
fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let kiosk = Installation::new("");
    imported(&kiosk, PEOPLE, &[]);
    let before = (kiosk.contents(), kiosk.audit());
    let text = "login,external_id,name\nAnna,1,Ada\nbob,2,Bob\ndirk,4,\n";
    write(&kiosk, "other.csv", text);
    let before = (before.1, list(&kiosk));
    let ran = kiosk.kiosk(&[&IMPORT[..], &["other.csv", "--dry-run", "--leavers", "disable"]].concat());
    let told =
        "leaver cas\nnothing was changed; it would be: 1 added, 1 changed (1 of them renamed), 1 unchanged, 1 leavers disabled\n";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, told, ""));
    assert_eq!((kiosk.audit(), list(&kiosk)), before);
    let json = kiosk.kiosk(&[&IMPORT[..], &["other.csv", "--dry-run", "--json", "--leavers", "report"]].concat());
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&json["renamed"], &json["leavers"][0], &json["dry_run"]), (&1.into(), &"cas".into(), &true.into()));
}

#[test]
fn everything_wrong_is_named_by_line_and_nothing_is_imported() {
    let kiosk = Installation::new("");
    imported(&kiosk, PEOPLE, &[]);
    refused(
        &kiosk,
        "login,emails\ndirk,dirk@example.org\naдmin,x@example.org\n,\nemil,nonsense\n\nfrans\ndirk,\n",
        &[],
        &[
            "people.csv:3: login: a login has letters of one script only",
            "people.csv:5: emails: not an e-mail address",
            "people.csv:7: 1 cells, and the first line has 2",
            "people.csv:8: login: the same as in line 2",
        ],
    );
    refused(&kiosk, "login,external_id\nx,9\ny,9\n", &[], &["people.csv:3: external_id: the same as in line 2"]);
    refused(&kiosk, "login,external_id\nx,1\nada,\n", &[], &["people.csv:3: the same account as in line 2"]);
    refused(&kiosk, "login,external_id\nada,99\n", &[], &["people.csv:2: login: another account has it"]);
    refused(&kiosk, "login,name\nx,\"a\nb\"\ny,a\u{202e}b\nz,a\0b\n", &[], &["csv:2: name: ", "csv:4: name: ", "csv:5: name: "]);
    refused(&kiosk, b"login,name\nx,Zo\xeb\n", &[], &["people.csv:2: name: no UTF-8"]);
    refused(&kiosk, "login,name\nx,\"Zo\n", &[], &["people.csv:2: a quote that is begun here is not closed"]);
    refused(&kiosk, "x,y\n", &[], &["people.csv:1: no column login"]);
    refused(&kiosk, "login\nx\n", &["--leavers", "disable"], &["people.csv:1: no column external_id"]);
    refused(&kiosk, "login,external_id\nx,\n", &["--leavers", "disable"], &["people.csv:1: no row has an external_id"]);
    refused(&kiosk, "login,phones\nx,0612345678\n", &[], &["people.csv:2: phones: a number without its country"]);
    assert!(imported(&kiosk, "login,phones\nx,0612345678\n", &["--country", "31"]).starts_with("1 added"));
    let gone = kiosk.kiosk(&[&IMPORT[..], &["gone.csv"]].concat());
    assert_eq!((gone.code, gone.err.lines().count()), (1, 1), "{gone:?}");
    assert!(gone.err.contains("gone.csv cannot be read"), "{gone:?}");
}

#[test]
fn wide_and_huge_input_is_one_line() {
    let kiosk = Installation::new("");
    refused(&kiosk, format!("{}\n", vec!["x"; 300].join(",")), &[], &["people.csv:1: 300 columns"]);
    let huge = format!("login,name\nada,Ada\nbob,{}\n", "x".repeat(10_000_000));
    refused(&kiosk, huge, &[], &["people.csv:3: this row is longer than 1 MiB"]);
    let bad = (0..1_000).map(|number| format!("a b{number}\n")).collect::<Vec<_>>().concat();
    let ran = import(&kiosk, format!("login\n{bad}"), &[]);
    assert_eq!((ran.code, ran.err.lines().count()), (1, 21), "{ran:?}");
    assert!(ran.err.ends_with("people.csv: and 980 more\n"), "{ran:?}");
}

#[test]
fn a_duplicate_in_the_last_of_many_rows_is_found() {
    let kiosk = Installation::new("");
    let rows = (1..100_000).map(|number| format!("person{number}\n")).collect::<Vec<_>>().concat();
    refused(&kiosk, format!("login\n{rows}PERSON1\n"), &[], &["people.csv:100001: login: the same as in line 2"]);
    assert_eq!(logins(&kiosk).len(), 0);
}

#[test]
fn a_partial_import_takes_the_good_rows_and_writes_the_others() {
    let kiosk = Installation::new("");
    let text = "login;phones\r\nada;+31612345678\r\nbob;nonsense\r\na b;\r\nADA;\r\n";
    let out = imported(&kiosk, text, &["--partial"]);
    assert_eq!(
        out,
        "1 added, 0 changed (0 of them renamed), 0 unchanged, 3 refused\nthe refused rows are in people.csv.refused.csv\n"
    );
    let written = std::fs::read_to_string(kiosk.path("people.csv.refused.csv")).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines[0], "login;phones;refused");
    assert_eq!(lines[1], "bob;nonsense;phones: a telephone number is + and 8 to 15 digits");
    assert_eq!((lines.len(), lines[3]), (4, "ADA;;login: the same as in line 2"));
    assert_eq!(kiosk.audited(r#"people-imported {"added":"1""#), 1, "{:?}", kiosk.audit());
    // What was mended is imported as it is.
    let mended = written.replace("nonsense", "+31687654321").replace("a b", "cas").replace("ADA", "dirk");
    assert!(imported(&kiosk, mended, &[]).starts_with("3 added"));
    write(&kiosk, "people.csv", "login\nx y\n");
    kiosk.kiosk(&[&IMPORT[..], &["people.csv", "--partial", "--refused", "bad.csv"]].concat());
    assert!(kiosk.path("bad.csv").exists());
    let from_nowhere = kiosk.fed(&[&IMPORT[..], &["-", "--partial"]].concat(), "login\nx\n");
    assert_eq!((from_nowhere.code, from_nowhere.err.contains("--refused")), (1, true), "{from_nowhere:?}");
}

#[test]
fn leavers_are_switched_off_or_named() {
    let kiosk = Installation::new("");
    imported(&kiosk, PEOPLE, &[]);
    kiosk.add("local", &[], "");
    let text = "login,external_id\nada,1\ndirk,4\n";
    let out = imported(&kiosk, text, &["--leavers", "report"]);
    assert!(out.starts_with("leaver bob\nleaver cas\n1 added") || out.starts_with("leaver cas\nleaver bob\n1 added"), "{out}");
    assert_eq!(enabled(&kiosk), ["ada", "bob", "cas", "dirk", "local"]);
    let out = imported(&kiosk, text, &["--leavers", "disable"]);
    assert!(out.contains("2 unchanged, 2 leavers disabled"), "{out}");
    assert_eq!(enabled(&kiosk), ["ada", "dirk", "local"], "who is known here only is no leaver");
    let out = imported(&kiosk, text, &["--leavers", "disable"]);
    assert!(out.contains("0 leavers disabled"), "{out}");
    // A refused row may be about somebody who would be a leaver then.
    let out = imported(&kiosk, "login,external_id\nada,1\nd rk,4\n", &["--partial", "--leavers", "disable"]);
    assert!(out.contains("leavers were not looked for"), "{out}");
    assert_eq!(enabled(&kiosk), ["ada", "dirk", "local"]);
}

#[test]
fn a_rename_keeps_the_account_with_what_belongs_to_it() {
    let kiosk = Installation::new("");
    kiosk.add_known("ada");
    imported(&kiosk, "login,external_id\nada,1\nbob,2\n", &[]);
    let before = show(&kiosk, "ada");
    let out = imported(&kiosk, "login,external_id\nanna,1\nada,2\n", &[]);
    assert_eq!(out, "0 added, 2 changed (2 of them renamed), 0 unchanged\n");
    let after = show(&kiosk, "anna");
    assert_eq!((&after["apps"], &after["emails"]), (&before["apps"], &before["emails"]));
    assert!(kiosk.accepts("anna", crate::installation::OLD) && show(&kiosk, "ada")["external_id"] == "2");
    assert_eq!(logins(&kiosk), ["ada", "anna"]);
}

#[test]
fn what_spreadsheets_powershell_and_ldap_write_is_read() {
    let kiosk = Installation::new("");
    let sheet = "\u{feff}login;external_id;name;enabled;emails\r\nzoë;1;\"Zoë \"\"Z\"\"; x\";ONWAAR;z@example.org\r\n;;;;\r\n";
    let utf16: Vec<u8> = sheet.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(imported(&kiosk, sheet, &[]).starts_with("1 added"));
    assert!(imported(&kiosk, utf16, &[]).starts_with("0 added, 0 changed (0 of them renamed), 1 unchanged"));
    assert_eq!((&show(&kiosk, "zoë")["name"], &show(&kiosk, "zoë")["enabled"]), (&"Zoë \"Z\"; x".into(), &false.into()));
    let ad = "#TYPE Microsoft.ActiveDirectory.Management.ADUser\r\n\"DistinguishedName\",\"EmailAddress\",\"Enabled\",\"MemberOf\",\
        \"MobilePhone\",\"Name\",\"ObjectGUID\",\"OfficePhone\",\"SamAccountName\"\r\n\"CN=Ada,DC=x\",\"a@example.org\",\"True\",\
        \"CN=Staff,OU=x|CN=ICT,OU=x\",\"06-12345678\",\"Ada\",\"b1946ac9-2a65-4b5c-9d0e-0b0c0d0e0f10\",,\"ada\"\r\n";
    assert!(imported(&kiosk, ad, &["--map", "ad", "--country", "31"]).starts_with("1 added"));
    assert_eq!(show(&kiosk, "ada")["groups"], serde_json::json!(["ICT", "Staff"]));
    let ldif = "dn: uid=bob\nuid: bob\ncn: Bob\nmail: b@example.org\nmobile: +31 6 8765 4321\n";
    write(&kiosk, "people.ldif", ldif);
    assert!(kiosk.kiosk(&[&IMPORT[..], &["people.ldif"]].concat()).out.starts_with("1 added"));
    let piped = kiosk.fed(&[&IMPORT[..], &["-", "--map", "name=Naam"]].concat(), "login\tNaam\tSchoen\ncas\tCas\t42\n");
    assert!(piped.out.starts_with("1 added"), "{piped:?}");
}

/// A file of many people.
fn many(count: u32) -> String {
    let row = |number| format!("person{number},p{number},Person {number},staff|hall,person{number}@example.org\n");
    format!("login,external_id,name,groups,emails\n{}", (0..count).map(row).collect::<Vec<_>>().concat())
}

#[test]
fn ctrl_c_in_the_middle_changes_nothing_and_the_next_import_cleans_up() {
    let kiosk = Installation::new("");
    imported(&kiosk, PEOPLE, &[]);
    // Whoever runs the tests in the background may have it ignored.
    let mut child = Command::new("env")
        .args(["--default-signal=INT", PROGRAM])
        .args(IMPORT)
        .arg("-")
        .current_dir(kiosk.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(many(3_000).as_bytes()).unwrap();
    input.flush().unwrap();
    // It has staged some and waits for the rest.
    let staged = || kiosk.count("import_account");
    for _ in 0..300 {
        if staged() > 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(staged() > 0);
    kill_process(Pid::from_raw(child.id().try_into().unwrap()).unwrap(), Signal::INT).unwrap();
    assert!(!child.wait().unwrap().success());
    let mut told = String::new();
    child.stdout.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!((told.as_str(), logins(&kiosk).len()), ("", 3));
    assert!(kiosk.is_sound());
    assert!(imported(&kiosk, many(10), &[]).starts_with("10 added"));
    assert_eq!((staged(), logins(&kiosk).len()), (0, 13));
}

#[test]
fn a_full_disk_changes_nothing() {
    let kiosk = Installation::new("");
    imported(&kiosk, PEOPLE, &[]);
    write(&kiosk, "people.csv", many(4_000));
    // No file may grow beyond a megabyte, so the store's log cannot hold what is staged.
    let limited = format!("trap '' XFSZ; ulimit -f 1024; exec {PROGRAM} admin user import people.csv");
    let ran = ran(Command::new("sh").args(["-c", &limited]).current_dir(kiosk.path("")), "");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (1, "", 1), "{ran:?}");
    assert!(ran.err.contains("the database refused") && ran.err.contains("nothing was changed"), "{ran:?}");
    assert_eq!(logins(&kiosk).len(), 3);
    assert!(kiosk.is_sound());
    assert!(imported(&kiosk, many(4_000), &[]).starts_with("4000 added"));
    assert_eq!(kiosk.count("import_account"), 0);
}

#[test]
fn nothing_personal_of_a_file_is_told() {
    let kiosk = Installation::new("");
    let ran = import(&kiosk, "login,emails,password_hash\nada,canary,canary\nx,canary@,\n", &[]);
    assert!(ran.code == 1 && !ran.err.contains("canary"), "{ran:?}");
    imported(&kiosk, "login,emails,phones\nada,canary@example.org,+31612345678\n", &[]);
    for (path, bytes) in kiosk.contents().into_iter().filter(|(path, _)| !path.ends_with("people.csv")) {
        assert!(!bytes.windows(6).any(|window| window == b"canary"), "{}", path.display());
    }
    let accepted = wait(async {
        let config = kiosk.config();
        let store =
            kiosk::store::Store::open(&config.store, kiosk::store::Keys::read_file(&config.key_file).unwrap()).await.unwrap();
        support::accepts(&store, "ada", Secret::new(String::new()).expose()).await
    });
    assert!(!accepted, "who has no password signs in with none");
}
