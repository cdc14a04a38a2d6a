//! `kiosk init --policy`: from an empty folder to a reset under the rules that were asked for.

use kiosk::domain::account::Language;
use kiosk::page::PageId;

use crate::installation::{Installation, title};

#[test]
fn a_classic_kiosk_is_made_and_takes_a_short_mixed_password_and_no_plain_one() {
    let kiosk = Installation::made_by(&["init", "--policy", "classic"]);
    // Nobody reads a riddle for a test.
    let written = std::fs::read_to_string(kiosk.path("kiosk.toml")).unwrap();
    assert!(written.contains("\npolicy = \"classic\"\n"));
    std::fs::write(kiosk.path("kiosk.toml"), written.replace("trusted = \"always\"", "trusted = \"never\"")).unwrap();
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run(&[], 80, 24);
    let mut see = |keys: &str, text: &str| {
        terminal.press(keys);
        terminal.wait_for(text);
    };
    let at = |page: PageId| title(page, Language::English);
    see("", &at(PageId::Start));
    see("1", &at(PageId::Identify));
    see("ada\r", &at(PageId::Goal));
    see("1", &at(PageId::ChooseMethod));
    see("1", &at(PageId::EnterTotp));
    see(&format!("{}\r", person.code()), "8-16 characters with upper and lower case");
    see("zebraq92\rzebraq92\r", "too few kinds of characters");
    see("\u{15}zebraQ92\rzebraQ92\r", &at(PageId::DoneReset));
    assert!(kiosk.accepts("ada", "zebraQ92") && kiosk.is_sound());
}

#[test]
fn the_first_riddle_of_a_classic_kiosk_comes_before_anybody_is_looked_up() {
    let kiosk = Installation::made_by(&["init", "--policy", "classic"]);
    let mut terminal = kiosk.run(&[], 80, 24);
    for (keys, page) in [("", PageId::Start), ("1", PageId::Identify), ("ada\r", PageId::Captcha)] {
        terminal.press(keys);
        terminal.wait_for(&title(page, Language::English));
    }
    assert_eq!(kiosk.audited("identified") + kiosk.audited("unknown-login"), 0);
}

#[test]
fn a_configuration_that_is_there_is_kept_and_its_policy_told() {
    let kiosk = Installation::made_by(&["init"]);
    let before = kiosk.contents();
    let again = kiosk.kiosk(&["init", "--policy", "classic"]);
    assert_eq!((again.code, again.err.as_str()), (0, ""), "{again:?}");
    let kept = "kept the configuration kiosk.toml\nits policy is \"modern\": for \"classic\" move it away, and run";
    assert!(again.out.starts_with(kept), "{again:?}");
    assert!(kiosk.contents() == before, "something changed");
    std::fs::remove_file(kiosk.path("kiosk.toml")).unwrap();
    let made = kiosk.kiosk(&["init", "--policy", "classic"]);
    assert!(made.out.starts_with("made the configuration kiosk.toml\nkept the key file"), "{made:?}");
    let checked = kiosk.kiosk(&["config", "check"]);
    assert!(
        checked.code == 0 && checked.out.contains("off: policy: too many mistakes close every way for 24 hours"),
        "{checked:?}"
    );
    assert_eq!(kiosk.kiosk(&["init", "--policy", "lax"]).code, 2);
}

#[test]
fn a_classic_number_in_a_modern_file_is_refused_with_the_way_to_allow_it() {
    let kiosk = Installation::new("");
    std::fs::write(kiosk.path("kiosk.toml"), "[questions]\nalone = true\n").unwrap();
    for arguments in [&["config", "check"][..], &["run"], &["init"]] {
        let ran = kiosk.kiosk(arguments);
        assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{ran:?}");
        assert!(ran.err.contains("kiosk.toml:2:9: questions.alone: is true; expected false"), "{ran:?}");
        assert!(ran.err.trim_end().ends_with("policy = \"classic\" allows it)"), "{ran:?}");
    }
}
