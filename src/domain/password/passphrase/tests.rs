//! What is suggested is always taken, never favours a word, and holds nothing that would puzzle anybody.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::{Complaint, PasswordRules, Words, assess, count_classes};
use super::*;

/// As many bytes as a service hands in.
const BYTES: usize = 2_048;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), BYTES)
}

/// Everything that kiosk.toml takes, and its groups: modern and classic.
fn rules() -> impl Strategy<Value = PasswordRules> {
    let modern = (Just(0_usize), 2_u8..=4);
    let classic = (0_usize..=4, 0_u8..=4);
    (8_usize..=64, prop_oneof![Just(64_usize), Just(65), Just(128), Just(256), 64_usize..=256], prop_oneof![modern, classic])
        .prop_map(|(min, max, (classes, score))| PasswordRules { min, max, classes, score, ..PasswordRules::MODERN })
}

fn words() -> Words {
    Words::of(["alain", "Alain Dubois", "zebra.lepel@example.org"], ["Contoso", "Tulip Toys", "Molen"])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_policy_takes_what_is_suggested(random in bytes(), rules in rules()) {
        for language in Language::ALL {
            let suggested = suggest(language, &rules, &words(), &random);
            let suggested = suggested.expect("a suggestion");
            let text = suggested.expose();
            prop_assert_eq!(assess(text, &rules, &words()).complaints, vec![], "{}", text);
            prop_assert!(text.split(DASH).count() >= FEWEST, "{}", text);
        }
    }
}

/// The narrowest there is: exactly so many characters, and all four classes.
#[test]
fn a_length_that_leaves_no_choice_is_met() {
    for (min, classes) in [(64, 0), (64, 3), (64, 4), (63, 4), (40, 4)] {
        let rules = PasswordRules { min, max: 64, classes, score: 4, ..PasswordRules::CLASSIC };
        for seed in 0..50_u8 {
            // At the first go: what is too long by chance would be refused and drawn again for ever.
            let mut numbers =
                (0..BYTES).map(|place| usize::from(hash(seed, place)) * 256 + usize::from(hash(seed, place + BYTES)));
            let composed = compose(&list(Language::Dutch), &rules, &mut numbers).expect("words");
            let text = composed.expose();
            assert!((min..=64).contains(&text.len()) && count_classes(text) >= classes, "{text}");
        }
    }
}

fn hash(seed: u8, place: usize) -> u8 {
    let mixed = (place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(seed).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb).to_be_bytes()[1]
}

#[test]
fn every_word_is_drawn_by_as_many_numbers_as_every_other() {
    assert_eq!((usize::from(u16::MAX) + 1) % WORDS, 0);
    assert_eq!((usize::from(u16::MAX) + 1) % DIGITS.len(), 0);
    let words = list(Language::English);
    for (number, word) in [(0, words[0]), (2_047, words[2_047]), (2_048, words[0]), (65_535, words[2_047])] {
        let mut numbers = [number, 7, 8, 9].into_iter();
        let drawn = compose(&words, &PasswordRules::MODERN, &mut numbers).expect("four words");
        assert!(drawn.expose().starts_with(word), "{number}: {}", drawn.expose());
    }
}

/// Somebody may be called as a word is, and an organisation too: another one is drawn then.
#[test]
fn what_is_refused_is_drawn_again_until_the_bytes_are_used_up() {
    let all = list(Language::English);
    let (first, second) = ([0_u8, 0, 0, 1, 0, 2, 0, 3], [0_u8, 4, 0, 5, 0, 6, 0, 7]);
    let named = Words::of([all[2]], []);
    let suggested = suggest(Language::English, &PasswordRules::MODERN, &named, &[first, second].concat());
    assert_eq!(suggested.expect("the second").expose(), all[4..8].join("-"));
    assert!(suggest(Language::English, &PasswordRules::MODERN, &named, &first).is_none());
    let everything = Words::of(all.iter().copied(), []);
    assert!(suggest(Language::English, &PasswordRules::MODERN, &everything, &[5; 512]).is_none(), "and it ends");
}

#[test]
fn rules_that_ask_for_it_get_a_capital_and_a_digit() {
    let random: Vec<u8> = (0..64).collect();
    let suggest = |classes| {
        let rules = PasswordRules { classes, ..PasswordRules::CLASSIC };
        suggest(Language::English, &rules, &Words::default(), &random).expect("a suggestion").expose().to_owned()
    };
    assert!(suggest(2).chars().all(|c| c.is_ascii_lowercase() || c == DASH));
    assert!(suggest(3).starts_with(|c: char| c.is_ascii_uppercase()) && !suggest(3).contains(char::is_numeric));
    assert!(suggest(4).ends_with(|c: char| c.is_ascii_digit()));
    assert!(!assess(&suggest(4), &PasswordRules::CLASSIC, &Words::default()).complaints.contains(&Complaint::TooFewClasses));
}

#[test]
fn the_lists_are_what_the_arithmetic_says() {
    for language in Language::ALL {
        let words = list(language);
        assert_eq!(words.len(), WORDS);
        assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), WORDS, "one stands twice");
        assert!(words.is_sorted());
        for word in words {
            assert!((SHORTEST..=LONGEST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
        }
    }
}
