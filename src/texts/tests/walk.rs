//! A walk through all messages: what the code gives them, which of them nobody says, and whether they fit.

use unicode_width::UnicodeWidthStr;

use super::*;
use crate::page::help::HELPS;
use crate::texts::sample::texts;

/// Cells for text in the smallest window, beside the marker and the number of a choice.
const NARROW: usize = 34;
/// Cells of a row of actions there, without the marker.
const ROW: usize = 38;
/// Cells of the upper edge of a page at full size.
const EDGE: usize = 74;
/// Words of help with one page, the lines of the desk among them.
const HELP_MOST: usize = 120;
/// What a desk may have to say: three lines of at most a hundred characters.
const DESK: [&str; 3] =
    ["020 555 0100, every day but Sundays", "Main building, ground floor, room B 0.12", "Monday to Friday, 8:00-17:30"];

/// The sources without their tests, by path.
fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let is_test = |path: &Path| path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs");
    let code = |path: &Path| fs::read_to_string(path).unwrap().split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
    files(&folder).iter().filter(|path| !is_test(path)).map(|path| (path.display().to_string(), code(path))).collect()
}

/// Every message that `code` says by its name, with the arguments that follow at once.
fn calls(code: &str) -> Vec<(&str, BTreeSet<&str>)> {
    let mut calls = Vec::new();
    for piece in code.split("Text::new(\"").skip(1) {
        let (id, mut rest) = piece.split_once('"').unwrap();
        let mut names = BTreeSet::new();
        rest = rest.strip_prefix(')').unwrap_or("");
        while let Some(next) = rest.trim_start().strip_prefix(".with(") {
            let (name, _) = next.trim_start().strip_prefix('"').unwrap_or("?\"").split_once('"').unwrap();
            names.insert(name);
            rest = behind(next);
        }
        calls.push((id, names));
    }
    calls
}

/// What follows the parenthesis that closes the one before `code`.
fn behind(code: &str) -> &str {
    let (mut depth, mut quoted) = (1, false);
    for (place, c) in code.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &code[place + 1..];
        }
    }
    ""
}

#[test]
fn no_message_is_given_an_argument_that_it_does_not_have() {
    let known = messages(Language::English);
    let (mut said, mut wrong) = (0, Vec::new());
    for (path, code) in sources() {
        for (id, names) in calls(&code) {
            let Some(message) = known.get(id) else { continue };
            let has = arguments(message);
            wrong.extend(names.iter().filter(|name| !has.contains(**name)).map(|name| format!("{path}: {id} has no {name}")));
            said += names.len();
        }
    }
    assert!(said > 40, "the calls were not found");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_arguments_of_a_call_are_those_that_follow_it() {
    let code = r#"let a = T("one").with("x", f("(", 1)) .with("y", 2); b.with("z", 3); T("two"), T("three")"#;
    assert_eq!(
        calls(&code.replace("T(", "Text::new(")),
        [("one", BTreeSet::from(["x", "y"])), ("two", BTreeSet::new()), ("three", BTreeSet::new())]
    );
}

/// What nobody says grows old unseen.
#[test]
fn every_message_is_said_somewhere() {
    let code: String = sources().into_iter().map(|(_, code)| code).collect();
    let helps: BTreeSet<&str> = HELPS.iter().flat_map(|(_, help)| *help).collect();
    let topics: BTreeSet<&str> = Topic::ALL.iter().map(|topic| topic.message()).collect();
    let holds = |id: &str| code.contains(&format!("\"{id}\""));
    // In plain text the words for an action are found by its label.
    let is_named = |id: &str| id.starts_with("command-") && holds(&id.replacen("command-", "action-", 1));
    let is_said = |id: &str| helps.contains(id) || topics.contains(id) || holds(id) || is_named(id);
    let unsaid: Vec<String> = messages(Language::English).into_keys().filter(|id| !is_said(id)).collect();
    assert_eq!(unsaid, Vec::<String>::new());
}

#[test]
fn every_word_fits_a_small_window() {
    for language in Language::ALL {
        for text in texts(language).into_iter().filter(|text| !text.id.starts_with("letter-")) {
            let said = say(&text, language, &Zone::utc());
            let longest = said.split_whitespace().map(str::width).max();
            assert!(longest <= Some(NARROW), "{}: {said}", text.id);
        }
    }
}

#[test]
fn every_action_fits_a_row_of_a_small_window() {
    for language in Language::ALL {
        for (id, label) in messages(language).iter().filter(|(id, _)| id.starts_with("action-")) {
            // With brackets, a blank and the longest name of a key.
            assert!(label.trim().width() + "[ F10]".len() <= ROW, "{id}: {label}");
        }
    }
}

#[test]
fn every_title_fits_beside_the_step() {
    for language in Language::ALL {
        let step = say(&Text::new("step-of").with("step", 2).with("steps", 2), language, &Zone::utc());
        for (id, title) in messages(language).iter().filter(|(id, _)| id.ends_with("-title") && *id != "help-title") {
            assert!(title.trim().width() + step.width() + 4 <= EDGE, "{id}: {title}");
            let help = say(&Text::new("help-title").with("page", title.trim()), language, &Zone::utc());
            assert!(help.width() + 2 <= EDGE, "{help}");
        }
    }
}

/// Help with every page, and with each form of one that has words of its own.
#[test]
fn help_is_short_and_there_for_every_page() {
    let known = Language::ALL.map(messages);
    for (language, known) in Language::ALL.into_iter().zip(&known) {
        for (page, help) in HELPS {
            let texts = help.map(|id| known.get(id).unwrap_or_else(|| panic!("{id} is missing in {language:?}")).as_str());
            let desk = [word("help-desk", language), DESK.join(" ")];
            let words = texts.into_iter().chain(desk.iter().map(String::as_str)).flat_map(str::split_whitespace).count();
            assert!(words <= HELP_MOST, "{page}: {words} words in {language:?}");
        }
    }
    for page in PageId::ALL {
        let is_there = HELPS.iter().any(|(name, _)| *name == page.name());
        assert!(is_there || matches!(page, PageId::Help | PageId::IdleWarning | PageId::TooSmall), "{}", page.name());
    }
}

/// What help tells somebody to choose can be chosen.
#[test]
fn help_names_what_is_on_the_pages() {
    for language in Language::ALL {
        let known = messages(language);
        let mut named = 0;
        for id in HELPS.iter().flat_map(|(_, help)| *help) {
            for label in known[id].split('"').skip(1).step_by(2) {
                assert!(known.values().any(|text| text.trim() == label), "{id} names {label:?}");
                named += 1;
            }
        }
        assert!(named >= 6, "{named} labels in {language:?}");
    }
}
