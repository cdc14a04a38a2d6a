//! What can be typed, and what is refused before anything is done.

use clap::CommandFactory;

use super::*;
use crate::domain::account::{Managed, Role};

fn parse(line: &str) -> Result<Arguments, String> {
    Arguments::try_parse_from(line.split(' ')).map_err(|error| error.to_string())
}

#[test]
fn the_command_line_is_sound() {
    Arguments::command().debug_assert();
}

#[test]
fn without_a_command_the_kiosk_runs() {
    assert!(parse("kiosk --config a.toml --lang nl").expect("taken").command.is_none());
    assert!(matches!(parse("kiosk run --once").expect("taken").command, Some(Command::Run(Run { once: true }))));
}

fn started_as(words: &[&str]) -> Arguments {
    Arguments::of(&words.iter().map(OsString::from).collect::<Vec<_>>()).expect("never a usage error")
}

#[test]
fn a_login_shell_is_one_visit_whatever_it_was_asked_to_run() {
    for words in [
        ["-kiosk"].as_slice(),
        &["-"],
        &["-kiosk", "--help"],
        &["-kiosk", "--config", "./kiosk.toml", "run"],
        &["-kiosk", "admin", "user", "list"],
        &["kiosk", "-c"],
        &["kiosk", "-c", "id"],
        &["/usr/bin/kiosk", "-c", "/usr/bin/kiosk run --linear"],
        &["kiosk", "-c", "() { :; }; id", "--version"],
        &["kiosk", "-c", "", "--no-such-thing"],
    ] {
        let Arguments { config, lang, linear, command } = started_as(words);
        assert!(matches!(command, Some(Command::Run(Run { once: true }))), "{words:?}");
        assert_eq!((config, lang, linear), (Some(PathBuf::from("/etc/kiosk/kiosk.toml")), None, false), "{words:?}");
    }
    // Behind a word of its own it is nothing that a shell is told.
    assert!(Arguments::of(&["kiosk", "run", "-c"].map(OsString::from)).is_err());
    assert!(started_as(&["kiosk"]).command.is_none());
}

#[test]
fn what_an_account_cannot_be_is_refused_before_anything_is_read() {
    for line in [
        "kiosk admin user add аdmin",
        "kiosk admin user add ada --email nonsense",
        "kiosk admin user add ada --role king",
        "kiosk admin user add ada --language fr",
        "kiosk admin user add ada --group staff|hall",
        "kiosk admin user add ada --group staff\u{1b}[2J",
        "kiosk --lang fr",
        "kiosk demo --autoplay --speed 0",
        "kiosk demo --loop",
        "kiosk admin user import x --map mail=Mail",
        "kiosk admin user import x --map ldap",
        "kiosk admin user import x --country 0",
        "kiosk admin user import x --refused y",
        "kiosk admin user import x --leavers delete",
        "kiosk init --policy lax",
        "kiosk admin audit list --support 7QXK-2M9",
        "kiosk admin audit list --since yesterday",
        "kiosk admin audit list --most 0",
        "kiosk admin request show",
        "kiosk nonsense",
    ] {
        assert!(parse(line).is_err(), "{line}");
    }
    let all = "kiosk admin user add ada --name Ada --email a@example.org --email b@example.org --proved-email c@example.org \
               --group staff --group hall --role administrator --language nl --managed elsewhere --disabled --password-stdin --totp --json";
    let Some(Command::Admin(AdminCommand::User(UserCommand::Add(user)))) = parse(all).expect("taken").command else {
        panic!("another command")
    };
    assert_eq!((user.email.len(), user.proved_email.len(), user.group.len()), (2, 1, 2));
    assert_eq!((user.role, user.language, user.managed), (Role::Administrator, Some(Language::Dutch), Managed::Elsewhere));
}
