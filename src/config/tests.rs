//! What a file may say, what it may not, and how it is told so.

mod policies;

use std::collections::BTreeSet;

use super::*;
use crate::domain::account::{Address, Language};
use crate::domain::method::{Gates, Method};
use crate::domain::organisation::CustomHelp;
use crate::domain::policy::Enabled;
use crate::domain::proof::answers::AnswerCost;
use crate::domain::question::{QuestionPolicy, Topic};
use crate::domain::time::Span;

fn read_text(text: &str) -> Result<Config, ConfigFaults> {
    parse(Path::new("kiosk.toml"), text, Surroundings { folder: Path::new("/srv/kiosk"), environment: &|_| None })
}

fn accept(text: &str) -> Config {
    read_text(text).unwrap_or_else(|faults| panic!("{faults}"))
}

fn refuse(text: &str) -> Vec<String> {
    read_text(text).expect_err(text).lines().to_vec()
}

fn refuse_one(text: &str) -> String {
    let faults = refuse(text);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults[0].clone()
}

#[test]
fn an_empty_file_is_safe() {
    let config = accept("");
    assert_eq!(config.policy.base.gates, Gates::Two);
    assert_eq!(config.policy.base.methods, vec![Method::Email, Method::Totp, Method::RecoveryCode, Method::SecurityKey]);
    assert_eq!(config.policy.base.password.min, 12);
    assert_eq!(config.policy.limits.method.failures, 6);
    assert_eq!(config.policy.limits.account.window, Span::hours(24));
    assert!(config.notify_reset && !config.local.quit && !config.store.plain);
    assert_eq!(config.session.total, Span::minutes(15));
}

#[test]
fn the_shipped_file_explains_every_key() {
    for ((section, known), policy) in
        known_keys().into_iter().flat_map(|keys| PolicyName::ALL.map(|policy| (keys.clone(), policy)))
    {
        for key in known {
            let written = format!("{key} = ");
            let nested = format!("{}.{key} = ", section.rsplit('.').next().unwrap_or(""));
            let here = section_of(shipped(policy), &section);
            let explained = here.lines().any(|line| {
                let line = line.trim_start_matches("# ");
                line.starts_with(&written) || line.starts_with(&nested) || line == format!("[[{section}.{key}]]")
            });
            assert!(explained, "{section}.{key}");
        }
    }
}

/// The keys of every section, as the reader itself names them when it meets one it does not know.
fn known_keys() -> Vec<(String, Vec<String>)> {
    let sections = one_of("zzzzzzzzzzzz = 1");
    assert!(sections.len() > 10);
    let nested = ["organisation.desk", "password.argon2", "questions.argon2"].map(str::to_owned);
    let wanted = sections.into_iter().chain(nested);
    let header = |section: &str| if section == "group" { "[[group]]\nname = \"g\"".to_owned() } else { format!("[{section}]") };
    wanted.map(|section| (section.clone(), one_of(&format!("{}\nzzzzzzzzzzzz = 1", header(&section))))).collect()
}

fn one_of(text: &str) -> Vec<String> {
    let fault = refuse_one(text);
    let (_, known) = fault.split_once("expected one of ").expect("the known keys");
    // Those that have keys of their own, and the one key that is in no section.
    let sections = ["desk", "argon2", "policy"];
    known.split(", ").filter(|key| !sections.contains(key)).map(str::to_owned).collect()
}

fn section_of<'t>(file: &'t str, section: &str) -> &'t str {
    let outer = section.split('.').next().unwrap_or(section);
    let header = if outer == "group" { "# [[group]]\n".to_owned() } else { format!("\n[{outer}]\n") };
    let (_, after) = file.split_once(&header).unwrap_or_else(|| panic!("{header}"));
    after.split("\n[").next().unwrap_or(after)
}

#[test]
fn every_fault_is_told_at_once_with_its_place() {
    let faults = refuse("[limits]\ncode_digits = 5\ncode_trie = 4\n[organisaton]\nname = \"x\"\n[local]\nquit = \"yes\"\n");
    assert_eq!(
        faults,
        [
            "kiosk.toml:2:15: limits.code_digits: is 5; expected a whole number from 6 to 10 (fewer than 6 are guessed)",
            "kiosk.toml:3:1: limits.code_trie: is unknown; expected a known key: did you mean `code_tries`?",
            "kiosk.toml:4:2: organisaton: is unknown; expected a known key: did you mean `organisation`?",
            "kiosk.toml:7:8: local.quit: is \"yes\"; expected true or false",
        ]
    );
}

#[test]
fn broken_toml_is_told_by_itself() {
    let faults = refuse("[limits]\ncode_digits = = 99\n\nresend_after = \"30s\n");
    assert_eq!(faults[0], "kiosk.toml:2:15: not TOML: extra `=`, expected nothing");
    assert!(faults.iter().any(|fault| fault.starts_with("kiosk.toml:4:20: not TOML: ")), "{faults:#?}");
    assert!(faults.iter().all(|fault| fault.contains(": not TOML: ")), "{faults:#?}");
    assert!(refuse_one("[local]\nquit = true\nquit = false").starts_with("kiosk.toml:3:1: not TOML: duplicate key"));
}

#[test]
fn no_floor_can_be_undercut() {
    for (text, reason) in [
        ("[password]\nmin = 7", "8 to 64"),
        ("[password]\nmax = 63", "64 to 256"),
        ("[password]\nscore = 1", "2 to 4"),
        ("[password]\nargon2.memory_mib = 45", "at least 46"),
        ("[password]\nargon2.memory_mib = 18\nargon2.time = 3", "19 to 1024"),
        ("[[group]]\nname = \"g\"\npassword_min = 7", "8 to 64"),
        ("[limits]\nfailures_per_method = \"11 in 1h\"", "1 to 10"),
        ("[limits]\nfailures_per_account = \"10 in 23h\"", "from \"1d\""),
        ("[limits]\nmail_code_life = \"11min\"", "\"10min\""),
        ("[limits]\ncode_tries = 6", "1 to 5"),
        ("[reset]\ngates = 0", "1 to 2"),
        ("[session]\nidle = \"19s\"", "\"20s\""),
        ("[questions]\nask = 2", "3 to 5"),
        ("[questions]\nregister = 6", "3 to 5"),
        ("[questions]\nargon2.memory_mib = 18", "19 to 1024"),
        ("[questions]\nargon2.time = 1", "2 to 10"),
        ("[questions]\nown = [\"Eh\"]", "3 to 200"),
    ] {
        let fault = refuse_one(text);
        assert!(fault.contains(reason), "{fault}");
    }
    accept("[password]\nargon2.memory_mib = 19\nargon2.time = 2");
}

#[test]
fn what_does_not_go_together_is_refused() {
    for (text, key) in [
        ("[reset]\nmethods = [\"email\"]", "reset.methods: are of 1 classes for 2 gates"),
        ("[reset]\nmethods = []\ngates = 1", "reset.methods: are of 0 classes for 1 gates"),
        ("[reset]\nenabled = \"groups\"", "reset.groups: is empty"),
        ("[reset]\ngroups = [\"staff\"]", "reset.groups: has no effect"),
        ("[[group]]\ngates = 1", "group.name: is missing"),
        ("[[group]]\nname = \"a\"\n[[group]]\nname = \"a\"", "group.name: is \"a\" a second time"),
        ("[[group]]\nname = \"a\"\nmethods = [\"totp\"]", "group.methods: are of 1 classes"),
        ("[session]\ntotal = \"5min\"\nidle_waiting = \"5min\"", "session.idle_waiting: is as long"),
        ("[email]\nserver = \"mail.example.org\"", "email.from: is missing"),
        (
            "[email]\nserver = \"mail.example.org\"\nfrom = \"k@example.org\"\ntls = \"none\"",
            "email.tls: is \"none\" for another machine",
        ),
        ("[email]\nuser = \"kiosk\"", "email.user: is set without a password"),
        ("[email]\nserver = \"mail.example.org:25\"\nfrom = \"k@example.org\"", "email.server: is"),
        ("[store]\npassword = \"hunter2\"", "store.password: is not a reference"),
        ("[organisation]\ntimezone = \"Mars/Olympus\"", "organisation.timezone: is"),
        ("[reset]\ngates = 1\nmethods = [\"questions\"]", "reset.methods: are of 0 classes for 1 gates"),
        ("[questions]\nask = 5\nregister = 4", "questions.ask: is 5; expected at most questions.register, 4"),
        ("[questions]\ntopics = [\"first-pet\"]", "questions.topics: makes 1 with questions.own"),
        (
            "[questions]\nown = [\"one\", \"two\", \"tre\", \"for\", \"fiv\", \"six\"]",
            "questions.own: makes 21 with questions.topics",
        ),
        ("group = 1", "group: is no list of sections"),
        ("limits = 1", "limits: is no section"),
    ] {
        let fault = refuse_one(text);
        assert!(fault.contains(key), "{fault}");
    }
}

#[test]
fn plain_mail_goes_to_this_machine_only() {
    for (server, goes) in [
        ("localhost", true),
        ("127.0.0.1", true),
        ("::1", true),
        ("127.evil.example", false),
        ("10.0.0.1", false),
        ("localhost.example.org", false),
    ] {
        let text = format!("[email]\nserver = \"{server}\"\nfrom = \"k@example.org\"\ntls = \"none\"");
        assert_eq!(read_text(&text).is_ok(), goes, "{server}");
    }
}

#[test]
fn questions_are_as_safe_as_can_be_until_an_operator_decides_otherwise() {
    let config = accept("");
    assert_eq!(config.policy.questions, QuestionPolicy::MODERN);
    assert_eq!(config.questions.cost, AnswerCost::LEAST);
    assert_eq!(config.questions.pool.topics, Topic::USUAL);
    let text = "[questions]\ntopics = [\"first-car\", \"first-pet\"]\nown = [\"Which room did you begin in?\"]\nregister = 3";
    let config = accept(&format!(
        "{text}\nargon2.memory_mib = 64\nsticky = false\n[reset]\ngates = 1\nmethods = [\"email\", \"questions\"]"
    ));
    assert_eq!(config.questions.pool.topics, [Topic::FirstCar, Topic::FirstPet]);
    assert_eq!(config.questions.cost.memory_kib, 64 * 1_024);
    assert!(!config.policy.questions.sticky && !config.policy.questions.alone);
}

#[test]
fn no_fault_repeats_a_password() {
    for text in [
        "[store]\nurl = \"postgres://kiosk:hunter2@db/kiosk\"",
        "[store]\nurl = \"postgres://db/kiosk?password=hunter2\"",
        "[store]\nurl = \"postgress://kiosk:hunter2@db/kiosk\"",
        "[store]\nurl = \"postgres://kiosk@db/kiosk\"\npassword = \"hunter2\"",
        "[email]\npassword = \"hunter2\"",
    ] {
        let fault = refuse_one(text);
        assert!(!fault.contains("hunter2"), "{fault}");
    }
}

#[test]
fn relative_paths_start_at_the_file() {
    let config =
        accept("[store]\nurl = \"sqlite:data/kiosk.db\"\n[keys]\nfile = \"/etc/kiosk/key\"\n[log]\nfile = \"kiosk.log\"");
    assert_eq!(config.store.url, "sqlite:/srv/kiosk/data/kiosk.db");
    assert_eq!(config.key_file, Path::new("/etc/kiosk/key"));
    assert_eq!(config.log.file.as_deref(), Some(Path::new("/srv/kiosk/kiosk.log")));
    for url in ["sqlite::memory:", "sqlite://x", "sqlite:", "sqlite:a?mode=memory", "mongodb://x"] {
        assert!(read_text(&format!("[store]\nurl = \"{url}\"")).is_err(), "{url}");
    }
}

#[test]
fn groups_keep_the_order_of_the_file() {
    let config = accept(
        "[reset]\nenabled = \"groups\"\ngroups = [\"b\", \"a\"]\n[[group]]\nname = \"b\"\npassword_min = 20\n[[group]]\nname = \"a\"\ngates = 1\nmethods = [\"totp\"]",
    );
    assert_eq!(config.policy.base.enabled, Enabled::Groups(vec!["b".to_owned(), "a".to_owned()]));
    let names: Vec<&str> = config.policy.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["b", "a"]);
    assert_eq!(config.policy.groups[0].password_min, Some(20));
    assert_eq!(config.policy.groups[1].gates, Some(Gates::One));
}

#[test]
fn the_port_follows_the_kind_of_tls() {
    let port = |tls: &str| {
        let text = format!("[email]\nserver = \"localhost\"\nfrom = \"k@example.org\"\ntls = \"{tls}\"");
        accept(&text).email.map(|email| email.port)
    };
    assert_eq!(["starttls", "implicit", "none"].map(port), [Some(587), Some(465), Some(25)]);
}

#[test]
fn whatever_is_off_is_named_with_whom_it_hurts() {
    let named = |text: &str| -> BTreeSet<String> {
        weaknesses(&accept(text)).into_iter().filter_map(|line| line.split_once(':').map(|(key, _)| key.to_owned())).collect()
    };
    let sound = "[organisation]\nname = \"Contoso\"\nmail_domains = [\"example.org\"]\ndesk.phone = \"100\"\ndesk.email = \"desk@example.org\"\n[email]\nserver = \"mail.example.org\"\nfrom = \"k@example.org\"\n";
    assert_eq!(named(sound), BTreeSet::new());
    assert!(named("").is_superset(&BTreeSet::from(["email.server".to_owned(), "organisation.desk".to_owned()])));
    for (text, key) in [
        ("[notify]\nreset = false", "notify.reset"),
        ("[reset]\ngates = 1", "reset.gates"),
        ("[[group]]\nname = \"a\"\ngates = 1", "reset.gates"),
        ("[reset]\nenabled = \"none\"", "reset.enabled"),
        ("[reset]\ndirectory_contacts = false", "reset.directory_contacts"),
        ("[password]\nmin = 8", "password.min"),
        ("[password]\nscore = 2", "password.score"),
        ("[password]\nhistory = 0", "password.history"),
        ("[store]\nplain = true", "store.plain"),
        ("[reset]\nmethods = [\"email\", \"totp\", \"questions\"]", "reset.methods"),
        ("[[group]]\nname = \"a\"\nmethods = [\"totp\", \"questions\"]", "reset.methods"),
        ("[local]\nquit = true", "local.quit"),
        ("[captcha]\nopen = \"never\"", "captcha.open"),
        ("[ssh]\nreveal = \"explain\"", "ssh.reveal"),
        ("[ssh]\nuncapped = [\"10.0.0.0/8\"]", "ssh.uncapped"),
        ("[reset]\nmethods = [\"email\", \"questions\"]", "reset.methods"),
        ("[[group]]\nname = \"a\"\npassword_min = 8", "password.min"),
    ] {
        assert_eq!(named(&format!("{sound}{text}")), BTreeSet::from([key.to_owned()]), "{text}");
    }
    let unread = sound.replace("desk.email", "# desk.email");
    assert_eq!(named(&unread), BTreeSet::from(["organisation.desk.email".to_owned()]));
    let unnamed = sound.replace("name = \"Contoso\"", "name = \"Your organisation\"");
    assert_eq!(named(&unnamed), BTreeSet::from(["organisation.name".to_owned()]), "the name that the file is shipped with");
    assert!(named("").contains("organisation.name"), "nor is it named by leaving it out");
    let own_mail = sound.replace("\"example.org\"", "");
    assert_eq!(named(&own_mail), BTreeSet::from(["organisation.mail_domains".to_owned()]));
    assert!(!named("").contains("organisation.mail_domains"), "without mail no address is registered");
    let other = sound.replace("desk.email", "desk.custom");
    assert_eq!(named(&other), BTreeSet::new(), "the organisation has its own way");
    assert!(named(&format!("{sound}[reset]\ngates = 1\nmethods = [\"email\"]")).contains("reset.methods"));
    let asked = format!("{sound}[reset]\nmethods = [\"email\", \"totp\", \"questions\"]\n[questions]\nsticky = false");
    let of_questions = ["questions.sticky", "reset.methods"].map(str::to_owned);
    assert_eq!(named(&asked), BTreeSet::from(of_questions));
    assert_eq!(named(&format!("{sound}[questions]\nsticky = false")), BTreeSet::new(), "nobody is asked any");
}

#[test]
fn the_organisation_s_own_way_of_helping_is_an_address_or_a_web_page() {
    let custom = |value: &str| accept(&format!("organisation.desk.custom = \"{value}\"")).organisation.desk.custom;
    let page = "https://help.example.org/reset?from=kiosk";
    assert_eq!(custom(page), Some(CustomHelp::Web(page.to_owned())));
    assert_eq!(custom("help@example.org"), Address::parse("help@example.org").map(CustomHelp::Mail));
    assert_eq!(custom(""), None);
    let long = format!("https://{}", "a".repeat(93));
    for odd in [
        "http://help.example.org",
        "https://",
        "https:///x",
        "https://ex ample.org",
        "https://exämple.org",
        "www.example.org",
        "javascript:1",
        &long,
    ] {
        let fault = refuse_one(&format!("organisation.desk.custom = \"{odd}\""));
        assert!(fault.starts_with("kiosk.toml:1:28: organisation.desk.custom: is ") && fault.contains("https://..."), "{fault}");
    }
    let both = "organisation.desk.custom = \"a@example.org\"\norganisation.desk.email = \"b@example.org\"";
    assert!(refuse_one(both).starts_with("kiosk.toml:2:27: organisation.desk.email: has no effect"));
    let mailed = accept("ui.language = \"nl\"\norganisation.desk.email = \"desk@example.org\"").organisation.desk;
    assert_eq!((mailed.email, mailed.language), (Address::parse("desk@example.org"), Some(Language::Dutch)));
}
