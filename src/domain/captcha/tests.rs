//! What a riddle must be: the same from the same bytes, of many kinds, told apart by people and not by
//! the simplest of programs.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::glyphs::{self, HEIGHT, WIDTH};
use super::picture::{COLUMNS, Ink, ROWS, shapes};
use super::words::Family;
use super::*;

/// Bytes that differ from riddle to riddle.
fn entropy(number: u64) -> Entropy {
    let spread = number.wrapping_mul(0x2545_f491_4f6c_dd1d);
    (u128::from(spread) << 64 | u128::from(number)).to_le_bytes()
}

/// Every word by its own id: a language nobody speaks.
fn by_id(word: Word) -> String {
    word.id().trim_start_matches("word-").to_owned()
}

fn characters(number: u64) -> String {
    Riddle::draw(Kind::Picture, entropy(number)).answer(&by_id).expose().to_owned()
}

fn question(number: u64) -> Question {
    match Riddle::draw(Kind::Question, entropy(number)) {
        Riddle::Question(question) => question,
        Riddle::Picture { .. } => panic!("a picture"),
    }
}

fn picture(characters: &str, number: u64) -> Picture {
    Picture::of(&characters.chars().collect::<Vec<_>>(), &mut Dice::pair(entropy(number)).1)
}

#[test]
fn the_same_bytes_make_the_same_riddle() {
    for kind in [Kind::Picture, Kind::Question] {
        let [one, again, other] = [7, 7, 8].map(|number| Riddle::draw(kind, entropy(number)));
        assert_eq!(one.shown(), again.shown());
        assert_eq!(one.answer(&by_id).expose(), again.answer(&by_id).expose());
        assert_ne!(one.shown(), other.shown());
        assert_eq!(one.shown().kind(), kind);
    }
}

#[test]
fn what_blurs_a_picture_tells_nothing_about_its_characters() {
    let with_other_blur = |number: u64| {
        let mut bytes = entropy(number);
        bytes[8..].fill(0xaa);
        bytes
    };
    for number in 0..50 {
        let [one, other] = [entropy(number), with_other_blur(number)].map(|bytes| Riddle::draw(Kind::Picture, bytes));
        assert_eq!(one.answer(&by_id).expose(), other.answer(&by_id).expose());
        assert_ne!(one.shown(), other.shown());
    }
}

#[test]
fn every_character_is_as_likely_as_any_other_in_every_place() {
    const DRAWN: usize = 36_000;
    let mut seen: BTreeMap<(usize, char), usize> = BTreeMap::new();
    for number in 0..DRAWN as u64 {
        for place in characters(number).char_indices() {
            *seen.entry(place).or_default() += 1;
        }
    }
    let kinds = glyphs::all().count();
    assert_eq!(seen.len(), CHARACTERS * kinds);
    let expected = DRAWN / kinds;
    // Five standard deviations of a count around 2,000.
    let off: Vec<_> = seen.iter().filter(|(_, count)| count.abs_diff(expected) > 220).collect();
    assert!(off.is_empty(), "{off:?} instead of {expected}");
}

#[test]
fn no_two_characters_look_alike() {
    let looks: BTreeSet<char> = glyphs::all().collect();
    for alike in ["0OQD", "1IL", "5S", "2Z", "8B6G", "PF", "MNW", "UV"] {
        assert!(alike.chars().filter(|c| looks.contains(c)).count() <= 1, "{alike}");
    }
    assert!(looks.len() >= 18);
    for one in glyphs::all() {
        for other in glyphs::all().filter(|other| *other != one) {
            assert!(distance(one, other) >= 4, "{one} and {other}");
        }
    }
}

/// How many dots differ when one character is laid over another as well as can be.
fn distance(one: char, other: char) -> usize {
    let dots = |c: char| -> HashSet<(i32, i32)> {
        let rows = glyphs::rows(c);
        let place = |row: usize, column: usize| (i32::try_from(row).unwrap(), i32::try_from(column).unwrap());
        (0..HEIGHT)
            .flat_map(|row| (0..WIDTH).map(move |column| (row, column)))
            .filter(|(row, column)| rows[*row] >> column & 1 == 1)
            .map(|(row, column)| place(row, column))
            .collect()
    };
    let (one, other) = (dots(one), dots(other));
    let shifts = (-1..=1).flat_map(|down| (-1..=1).map(move |right| (down, right)));
    shifts
        .map(|(down, right)| {
            let moved = other.iter().map(|(row, column)| (row + down, column + right)).collect();
            one.symmetric_difference(&moved).count()
        })
        .min()
        .unwrap()
}

#[test]
fn a_picture_fits_the_smallest_window_and_keeps_its_characters_apart() {
    for number in 0..2_000 {
        let text: Vec<char> = characters(number).chars().collect();
        let mut free = 0;
        for (shape, character) in shapes(&text, &mut Dice::pair(entropy(number)).1).iter().zip(&text) {
            assert!(shape.left >= free, "{text:?}");
            free = shape.left + shape.width + 1;
            assert!(shape.rows.iter().all(|row| row >> shape.width == 0), "it is as wide as it says");
            let dots = |rows: &[u64]| rows.iter().map(|row| row.count_ones()).sum::<u32>();
            assert!(dots(&shape.rows) >= dots(&glyphs::rows(*character)), "no dot is lost");
        }
        assert!(free <= COLUMNS + 1, "nothing is cut off");
        let picture = Picture::of(&text, &mut Dice::pair(entropy(number)).1);
        assert_eq!(picture.rows().map(<[Ink]>::len).collect::<Vec<_>>(), [COLUMNS; ROWS]);
    }
}

/// The simplest reader there is: the characters as they are, each where it would stand.
fn read_by_template(picture: &Picture) -> String {
    let rows: Vec<&[Ink]> = picture.rows().collect();
    let ink = |row: usize, column: usize| rows.get(row).and_then(|row| row.get(column)) == Some(&Ink::Full);
    let likeness = |c: char, left: usize, top: usize| {
        let dots = glyphs::rows(c);
        (0..HEIGHT)
            .flat_map(|row| (0..WIDTH).map(move |column| (row, column)))
            .filter(|(row, column)| (dots[*row] >> column & 1 == 1) == ink(top + row, left + column))
            .count()
    };
    let slot = COLUMNS / CHARACTERS;
    (0..CHARACTERS)
        .map(|place| glyphs::all().max_by_key(|c| (0..2).map(|top| likeness(*c, place * slot + 1, top)).max()).unwrap())
        .collect()
}

#[test]
fn laying_the_characters_over_a_picture_does_not_read_it() {
    const DRAWN: u64 = 2_000;
    let read = (0..DRAWN).filter(|number| {
        let text = characters(*number);
        read_by_template(&picture(&text, *number)) == text
    });
    let share = read.count() * 100 / usize::try_from(DRAWN).unwrap();
    assert!(share < 5, "{share} % are read");
}

#[test]
fn hundreds_of_thousands_of_questions_differ() {
    let drawn: HashSet<Question> = (0..400_000).map(question).collect();
    assert!(drawn.len() > 200_000, "{}", drawn.len());
}

#[test]
fn every_question_has_an_answer_and_is_not_solved_by_another() {
    for number in 0..20_000 {
        let riddle = Riddle::draw(Kind::Question, entropy(number));
        let question = question(number);
        let answers = question.answers(&by_id);
        assert!(!answers.is_empty() && answers.iter().all(|answer| !answer.is_empty()), "{question:?}");
        assert!(answers.iter().all(|answer| riddle.is_solved_by(answer, &by_id)), "{question:?}");
        assert!(!riddle.is_solved_by("", &by_id) && !riddle.is_solved_by("quite something else", &by_id), "{question:?}");
        if let Question::Which { family, words } = &question {
            let of_near = |word: &Word| Family::ALL.iter().any(|other| family.is_near(*other) && other.words().contains(word));
            assert!(!words.iter().any(of_near), "{question:?} has a second honest answer");
            assert_eq!(words.iter().filter(|word| family.words().contains(word)).count(), 1, "{question:?}");
            assert!(words.iter().filter(|word| riddle.is_solved_by(&by_id(**word), &by_id)).count() == 1);
        }
    }
}

#[test]
fn every_family_and_every_kind_of_question_comes_up() {
    let mut families = BTreeSet::new();
    let mut kinds = BTreeSet::new();
    for question in (0..5_000).map(question) {
        if let Question::Which { family, .. } = &question {
            families.insert(format!("{family:?}"));
        }
        let name = format!("{question:?}");
        kinds.insert(name.split(' ').next().unwrap().to_owned());
    }
    assert_eq!((families.len(), kinds.len()), (Family::ALL.len(), 7));
}

#[test]
fn a_difference_is_never_below_one_and_a_sum_never_above_twenty() {
    for question in (0..50_000).map(question) {
        match question {
            Question::Sum { one, other } => assert!(one >= 1 && other >= 1 && one + other <= 20),
            Question::Difference { one, other } => assert!(other >= 1 && other < one && one <= 20),
            _ => {}
        }
    }
}

#[test]
fn people_answer_in_many_ways() {
    let horse = Family::Animal.words()[0];
    let words = [Family::Fruit.words()[0], horse, Family::Tool.words()[0], Family::Body.words()[0]];
    let which = Riddle::Question(Question::Which { family: Family::Animal, words });
    for typed in ["horse", "HORSE", "  the  horse. ", "A horse!", "een horse", "ｈｏｒｓｅ", "hörse", "'t horse"] {
        assert!(which.is_solved_by(typed, &by_id), "{typed}");
    }
    for typed in ["horses", "apple", "the", "horse apple", "animal", "2"] {
        assert!(!which.is_solved_by(typed, &by_id), "{typed}");
    }
    let sum = Riddle::Question(Question::Sum { one: 3, other: 4 });
    assert!(["7", " 7.", "７"].iter().all(|typed| sum.is_solved_by(typed, &by_id)));
    assert!(!sum.is_solved_by("34", &by_id));
    let letter = Riddle::Question(Question::Letter { end: question::End::First, word: Family::Fruit.words()[0] });
    assert!(letter.is_solved_by("A", &by_id) && letter.is_solved_by("the a", &by_id));
    assert!(!letter.is_solved_by("the the", &by_id) && !letter.is_solved_by("-", &by_id));
}

#[test]
fn the_answer_follows_the_language_that_is_read() {
    let dutch = |word: Word| if by_id(word) == "horse" { "paard".to_owned() } else { format!("x{}", by_id(word)) };
    let words = [Family::Fruit.words()[0], Family::Animal.words()[0], Family::Tool.words()[0], Family::Body.words()[0]];
    let which = Riddle::Question(Question::Which { family: Family::Animal, words });
    assert!(which.is_solved_by("paard", &dutch) && !which.is_solved_by("horse", &dutch));
    let alphabet = Question::Alphabet { words };
    assert_eq!(alphabet.answers(&by_id), ["apple"]);
    assert_eq!(alphabet.answers(&dutch), ["paard"]);
}

/// What people took for an answer who were not wrong.
#[test]
fn no_question_has_an_answer_beside_the_one_that_is_meant() {
    let family = |name: &str| Family::ALL.into_iter().find(|family| family.words().iter().any(|word| by_id(*word) == name));
    for (asked, taken) in [
        (Family::Vehicle, "horse"),
        (Family::Fruit, "pea"),
        (Family::Vegetable, "melon"),
        (Family::Colour, "peach"),
        (Family::Colour, "wine"),
        (Family::Instrument, "saw"),
        (Family::Instrument, "mouth"),
        (Family::Furniture, "piano"),
        (Family::Tool, "tractor"),
    ] {
        assert!(family(taken).is_some_and(|taken| asked.is_near(taken)), "{taken} for {asked:?}");
    }
    for asked in Family::ALL {
        let others = Family::ALL.into_iter().filter(|other| *other != asked && !asked.is_near(*other)).count();
        assert!(others >= 8, "there is enough to ask beside {asked:?}");
    }
}

/// Telephone books have the Dutch ij among the y.
#[test]
fn both_dutch_alphabets_are_right() {
    let dutch = |word: Word| match by_id(word).as_str() {
        "wine" => "wijn".to_owned(),
        "windmill" => "windmolen".to_owned(),
        other => format!("x{other}"),
    };
    let of = |names: [&str; 4]| {
        let all = || Family::ALL.into_iter().flat_map(|family| family.words().iter().copied());
        let word = |name| all().find(|word| by_id(*word) == name).expect("a word");
        Riddle::Question(Question::Alphabet { words: names.map(word) })
    };
    let either = of(["wine", "windmill", "cat", "dog"]);
    assert!(["wijn", "windmolen"].iter().all(|typed| either.is_solved_by(typed, &dutch)));
    assert!(!either.is_solved_by("xcat", &dutch));
    assert!(!of(["apple", "windmill", "cat", "dog"]).is_solved_by("xcat", &dutch), "one answer where both agree");
}

#[test]
fn characters_are_taken_in_any_case_and_with_blanks() {
    let riddle = Riddle::draw(Kind::Picture, entropy(3));
    let right = characters(3);
    for typed in [right.clone(), right.to_lowercase(), format!(" {} - {} ", &right[..2], &right[2..])] {
        assert!(riddle.is_solved_by(&typed, &by_id), "{typed}");
    }
    assert!(!riddle.is_solved_by(&right[..4], &by_id));
    assert!(!riddle.is_solved_by(&format!("{right}A"), &by_id));
}

#[test]
fn debug_shows_neither_answer_nor_picture() {
    let riddle = Riddle::draw(Kind::Picture, entropy(3));
    assert_eq!(format!("{riddle:?} {:?}", riddle.shown()), "Riddle(..) Picture(Picture(..))");
}
