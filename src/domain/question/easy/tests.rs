//! What is refused whatever the question is, and what honest people answer.

use std::collections::BTreeSet;

use super::*;
use crate::domain::proof::answers::{Form, normal};

fn judged(answer: &str) -> [Option<BadAnswer>; 2] {
    [Form::V1, Form::V1Unpunctuated].map(|form| fault(&normal(answer, form)))
}

#[test]
fn a_refusal_is_no_answer_however_it_is_written() {
    for answer in [
        "idk",
        "IDK!",
        "n/a",
        "N.V.T.",
        "nvt",
        "don't know",
        "dont know",
        "Don’t  know...",
        "I DON'T KNOW",
        "ik weet het niet",
        "Ik-weet-het-niet",
        "ikweethetniet",
        "Weet ik niet meer",
        "Zou niet weten",
        "kan het me niet herinneren",
        "Heb ik niet gehad!",
        "niet gehad",
        "had geen",
        "Ik had geen",
        "nooit een gehad",
        "geen partner",
        "heb geen partner",
        "was er niet",
        "wil ik niet",
        "Nee hoor",
        "niks hoor",
        "ja hoor",
        "No partner",
        "never met",
        "not sure yet",
        "had none",
        "nee",
        "Néé!",
        "nee nee nee",
        "neenee",
        "ＮＥＥ",
        "none",
        "none1",
        "geen",
        "Geen idee.",
        "geen 123",
        "prive",
        "privé",
        "prive\u{301}",
        "blah",
        "blah blah",
        "BlaBlaBla",
        "...",
        "?!?",
        "- - -",
        "\u{2019}\u{2013}\u{2019}",
    ] {
        assert_eq!(judged(answer), [Some(BadAnswer::NoAnswer); 2], "{answer:?}");
    }
}

#[test]
fn what_a_stranger_would_try_first_is_too_easy() {
    for answer in "password, P@ssw0rd, Password123!, wachtwoord, Welkom01, welkom, Welcome 2026, geheim, test, \
        testtest, test1, qwerty, QWERTY123, azerty, qwertz, asdf, asdfasdf, asdfghjkl, lkjhgfdsa, zxcvb, \
        abc, abcd, abc123, ABCDEFG, zyxw, абвгд, αβγδ, 123, 1234, 1 2 3 4, 12-34-56, 123456, 123123, \
        12341234, 654321, 67890, 0987, １２３４, ١٢٣٤, aaa, aaaa, x x x, ééé, яяя, 0000, 7777, 121212, ababab"
        .split(", ")
    {
        assert_eq!(judged(answer), [Some(BadAnswer::Common); 2], "{answer:?}");
    }
}

#[test]
fn names_places_things_and_numbers_are_answers() {
    for answer in "Rex, Beheerder, Sysadmin, Administrator, Stu, Reza, Azer, Nada, Coco, Nono, Nana, Lulu, Papa, Skip, \
        Zero, Monkey, Dragon, Princess, Superman, Geenhuizen, Van Niekerk, Neeltje, Nieuwegein, Testament, \
        Welkomstraat, Bora Bora, Baden-Baden, Pago Pago, Ghent, Gent, Ede, blauw, red, Fiat 500, \
        Peugeot 404, 1985, 2000, 1212, 4711, 0642, 234, januari 1985, O'Neill, Zoë, Nobody Jones, \
        somewhere over the rainbow, нет-нет-да, Москва, Αθήνα, 北京, 東京都, さくら, 서울, القاهرة, דוד, दिल्ली, \
        กรุงเทพ, თბილისი, Երեւան, 🐶🐱🐭"
        .split(", ")
    {
        assert_eq!(judged(answer), [None; 2], "{answer:?}");
    }
}

/// A line with a sign that an answer loses would never be met.
#[test]
fn every_line_of_the_lists_can_be_met() {
    for (lists, why) in [(NO_ANSWERS, BadAnswer::NoAnswer), (EASY_ANSWERS, BadAnswer::Common)] {
        let lines: Vec<&str> = lists.into_iter().flat_map(str::lines).collect();
        let different: BTreeSet<Vec<char>> = lines.iter().map(|line| signs(&normal(line, Form::V1)).to_vec()).collect();
        assert_eq!(different.len(), lines.len(), "no line twice");
        assert!(lists.iter().all(|list| list.lines().count() > 60));
        for line in lines {
            assert_eq!(judged(line), [Some(why); 2], "{line:?}");
        }
    }
}
