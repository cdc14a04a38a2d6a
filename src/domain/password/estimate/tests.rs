//! What is guessed soon, and what is not.

use super::super::{Complaint, PasswordRules, assess};
use super::*;

fn is_weak(candidate: &str) -> bool {
    assess(candidate, &PasswordRules::MODERN, &Words::default()).complaints.contains(&Complaint::Weak)
}

#[test]
fn what_the_dutch_think_of_first_is_weak() {
    for candidate in [
        "ikhouvanjou2026",
        "appeltaart123",
        "welkom amsterdam",
        "geheim geheim1",
        "zomervakantie",
        "Lente2026!!!",
        "W3lkom-September",
        "rotterdam_feyenoord",
        "mijnwachtwoord1",
    ] {
        assert!(is_weak(candidate), "{candidate}");
    }
}

/// What is said in a row, and what is said twice.
#[test]
fn what_comes_to_mind_together_is_one_thing() {
    for candidate in [
        "monday tuesday wednesday",
        "maandag-dinsdag-woensdag",
        "january february march",
        "spring autumn winter summer",
        "lente herfst winter zomer",
        "one two three four five six",
        "een twee drie vier vijf zes",
        "red green blue yellow",
        "rood wit blauw oranje",
        "Summer2026!Summer",
        "Welcome2026!Welcome",
        "W1nter2026!Winter",
    ] {
        assert!(is_weak(candidate), "{candidate}");
    }
    for candidate in ["blue zebra copper lantern", "maandag kompas lantaarn wilg", "seven otters paint silver barns"] {
        assert!(!is_weak(candidate), "{candidate}");
    }
}

/// A word that comes to mind, a year, and where or when: three pieces, and tried before anything else.
#[test]
fn a_word_a_year_and_a_season_are_weak_in_any_order() {
    for candidate in [
        "wachtwoord 2026 lente",
        "password 2026 spring",
        "Welkom 2026 zomer!",
        "2026 lente wachtwoord",
        "Summer 2026 London?",
        "london-summer-2026",
        "geheim_2025_winter",
        "monday january 2026",
    ] {
        assert!(is_weak(candidate), "{candidate}");
    }
}

#[test]
fn what_is_found_weak_is_advised_about() {
    for candidate in ["wachtwoord 2026 lente", "password 2026 spring", "Lente2026!!!"] {
        assert!(!of(candidate, &Words::default()).suggestions.is_empty(), "{candidate}");
    }
}

/// One that grew would have left pieces of the password in memory that nobody wipes.
#[test]
fn what_is_left_of_a_password_is_copied_in_one_piece() {
    for candidate in ["zebra copper lantern", "a-b_c.d e!!!", "wachtwoord 2026 lente"] {
        assert_eq!(joined_up(candidate).capacity(), candidate.len(), "{candidate}");
    }
    assert_eq!(*joined_up("a-b_c.d e!!!"), "abcde");
}

#[test]
fn no_word_is_left_out_that_could_be_read() {
    let turned = |word: &str| word.chars().rev().collect::<String>();
    let disguised = |word: &str| word.replace('a', "4").replace('e', "3").replace('o', "0").replace('s', "$");
    let signs = |word: &str| word.replace('i', "!").replace('t', "+").replace('l', "|").replace('c', "(");
    let none = Words::default();
    for word in LIKELY.lines().chain(DUTCH.lines()) {
        for candidate in [word.to_owned(), turned(&word.to_uppercase()), disguised(word), signs(word)] {
            assert!(inputs(&candidate, &none).contains(&word), "{word} in {candidate}");
        }
    }
}

#[test]
fn a_likely_word_keeps_its_place_whatever_is_left_out() {
    let none = Words::default();
    for (place, word) in LIKELY.lines().enumerate() {
        let inputs = inputs(word, &none);
        assert_eq!(inputs.get(place), Some(&word));
        assert_eq!(inputs.iter().filter(|input| **input == word).count(), 1, "{word}: the last place counts");
    }
    assert!(inputs("kk", &Words::default()).len() < 800, "what cannot be in there is not copied");
}

/// Words that nobody would put together, and what no list holds.
#[test]
fn what_is_hard_to_guess_stays_so_in_dutch() {
    for candidate in
        ["tulp-koffer-anker-wolk", "zebra copper lantern", "zebra copper lantern wharf", "k#9$vL!2@mQ&", "hupzyd-cYxpe3-gudbip"]
    {
        assert!(!is_weak(candidate), "{candidate}");
    }
}

#[test]
fn the_likely_words_are_plain_and_stand_once() {
    let mut words: Vec<&str> = LIKELY.lines().collect();
    assert!(
        words.len() > 500 && words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
    );
    words.sort_unstable();
    assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "a second one only makes the others look rarer");
}
