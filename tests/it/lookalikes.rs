//! User IDs that look alike or fold alike: whoever types one gets the account whose key it is and no other,
//! the letter goes to the address that is stored, and no two accounts share a key, by whatever door they
//! come. A database that folded on its own terms sent somebody else's letter to a stranger (Django
//! CVE-2019-19844).

use clap::Parser;
use kiosk::admin::users::{Importing, import_into};
use kiosk::cli::{AdminCommand, Arguments, Command, ImportUsers, UserCommand};
use kiosk::domain::login::{Login, LoginKey};
use kiosk::domain::method::Gate;
use kiosk::domain::outcome::{Identified, Opened};
use kiosk::store::StoreError;

use crate::limits::seat;
use crate::store_contract::ground::{Ground, add, new_account};
use crate::support::{Kiosk, Person};

/// Spellings of one user ID each; the first is how it is enrolled. None of one line is one of another.
const SPELLINGS: &[&[&str]] = &[
    &["Mike", "mike", "MIKE", " mike ", "\u{3000}mike\u{a0}", "ｍｉｋｅ", "MI\u{212a}E", "ⓜⓘⓚⓔ"],
    &["mıke", "m\u{131}ke"],
    &["míke", "mi\u{301}ke", "MI\u{301}KE"],
    &["ﬁn", "fin", "FIN", "Ｆin"],
    &["straße", "strasse", "STRASSE", "straẞe"],
    &["ZOË", "zoë", "zoe\u{308}"],
    &["zoe"],
    &["Ångström", "ångström", "\u{212b}NGSTRÖM", "a\u{30a}ngstro\u{308}m"],
    &["i\u{307}pek", "İpek"],
    &["ipek", "IPEK"],
    &["АДМИН", "админ"],
    &["οδοσ", "οδος", "ΟΔΟΣ"],
    &["서울", "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}"],
    &["admin", "Admin"],
    &["ada_lovelace"],
    &["ada%"],
    &["o'brien", "O'BRIEN", "O\u{ff07}Brien"],
];

/// What looks like one of them, or matches one to a database that is asked carelessly, and is nobody's.
const NOBODY: &[&str] = &[
    "аdmin",
    "αdmin",
    "admın",
    "ad\u{200b}min",
    "ad\u{34f}min",
    "\u{202e}nimda",
    "admin\u{200f}",
    "\u{feff}admin",
    "a dmin",
    "admin\0",
    "\0",
    "",
    " ",
    "%",
    "adalovelace",
    "adaxlovelace",
    "ada",
    "mik",
    "mikee",
    "mike'--",
    "mike' OR '1'='1",
    "o''brien",
    "straß",
    "stras\u{17f}e\u{301}",
    "админ\u{301}",
    "ΑDMIN",
    "mike\u{0}",
    "mike\\",
    "m\u{456}ke",
];

/// All of it, on the database of `ground`.
pub async fn each_spelling_is_one_account(kiosk: &Kiosk, ground: &Ground) {
    for (number, spellings) in SPELLINGS.iter().enumerate() {
        kiosk.add(Person::named(spellings[0]).email(address(number).leak())).await;
    }
    let accounts = kiosk.store.list_accounts().await.expect("listed").len();
    for (number, spellings) in SPELLINGS.iter().enumerate() {
        for typed in *spellings {
            letter_goes_to(kiosk, typed, &address(number)).await;
            cannot_be_enrolled_again(kiosk, typed).await;
        }
    }
    for typed in NOBODY {
        let found = kiosk.service.identify(&seat(kiosk), typed).await;
        assert!(matches!(found, Ok(Identified::Unknown)), "{typed:?}: {found:?}");
        assert!(kiosk.mailbox().await.is_empty());
    }
    each_spelling_is_imported_as_one(kiosk).await;
    let stored = ground.look("SELECT login_key FROM account").await.len();
    assert_eq!((kiosk.store.list_accounts().await.expect("listed").len(), stored), (accounts, accounts), "nobody came twice");
}

fn address(number: usize) -> String {
    format!("person{number}@example.org")
}

async fn letter_goes_to(kiosk: &Kiosk, typed: &str, address: &str) {
    // One person gets few letters at a time.
    kiosk.ambient.advance(kiosk::domain::time::Span::hours(24));
    let seat = seat(kiosk);
    let Ok(Identified::Welcome(person)) = kiosk.service.identify(&seat, typed).await else { panic!("{typed:?} is nobody") };
    let opened = kiosk.service.open(&seat, &person.login, Gate::First, &person.offers[0].way).await;
    assert!(matches!(opened, Ok(Opened::Challenge(_))), "{typed:?}: {opened:?}");
    let letters = kiosk.mailbox().await;
    let recipients: Vec<&str> = letters.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(recipients, [address], "{typed:?}");
}

async fn cannot_be_enrolled_again(kiosk: &Kiosk, typed: &str) {
    // What cannot be enrolled at all cannot be enrolled twice.
    let Ok(login) = Login::enrol(typed) else { return };
    let added = add(&kiosk.store, &kiosk::store::NewAccount { login, ..new_account("nobody") }).await;
    assert!(matches!(added, Err(StoreError::LoginTaken)), "{typed:?}: {added:?}");
}

fn wanted() -> ImportUsers {
    let line = ["kiosk", "admin", "user", "import", "-"];
    match Arguments::try_parse_from(line).expect("a command").command {
        Some(Command::Admin(AdminCommand::User(UserCommand::Import(wanted)))) => *wanted,
        other => panic!("{other:?}"),
    }
}

async fn import(kiosk: &Kiosk, rows: &[&str]) -> anyhow::Result<String> {
    let quoted = rows.iter().map(|login| format!("\"{login}\"\n"));
    let text = std::iter::once("login\n".to_owned()).chain(quoted).collect::<String>();
    let with = Importing { ambient: &kiosk.ambient, input: Box::new(std::io::Cursor::new(text.into_bytes())), watched: None };
    let mut out = Vec::new();
    import_into(&kiosk.store, &wanted(), with, &mut out).await?;
    Ok(String::from_utf8(out).expect("text"))
}

async fn each_spelling_is_imported_as_one(kiosk: &Kiosk) {
    for spellings in SPELLINGS {
        for typed in spellings.iter().filter(|typed| Login::enrol(typed).is_ok()) {
            let told = import(kiosk, &[typed]).await.expect("imported");
            assert!(told.starts_with("0 added") && told.contains("(0 of them renamed)"), "{typed:?}: {told}");
            let twice = import(kiosk, &[spellings[0], typed]).await;
            let fault = twice.expect_err("two rows about one person").to_string();
            assert!(fault.contains("login: the same as in line 2"), "{typed:?}: {fault}");
        }
        import(kiosk, &[spellings[0]]).await.expect("spelled as before");
    }
    for typed in NOBODY.iter().filter(|typed| Login::enrol(typed).is_err()) {
        let key = LoginKey::of(typed);
        let fault = import(kiosk, &[typed]).await;
        assert!(fault.is_err() || key.as_str().is_empty(), "{typed:?} ({key:?}) is imported: {fault:?}");
    }
}
