//! Lines as they are typed, and what is shown of them.

use proptest::prelude::*;

use super::*;

/// What is shown of `inputs`, and what the last of them came to.
fn typed(inputs: &[Input], echo: Echo) -> (String, Typed) {
    let (mut draft, mut shown) = (Draft::default(), String::new());
    let last = inputs.iter().map(|input| draft.press(input, echo, &mut shown)).last();
    (shown, last.unwrap_or(Typed::Nothing))
}

fn keys(text: &str) -> Vec<Input> {
    let key = |c| match c {
        '⏎' => Key::Enter,
        '⌫' => Key::Backspace,
        '⌧' => Key::Ctrl('u'),
        '⌦' => Key::Ctrl('w'),
        c => Key::Char(c),
    };
    text.chars().map(|c| Input::Key(key(c))).collect()
}

fn line(text: &str) -> Typed {
    Typed::Line(Zeroizing::new(text.to_owned()))
}

#[test]
fn a_line_is_shown_as_it_is_typed_and_a_secret_is_not() {
    assert_eq!(typed(&keys("ada⏎"), Echo::Shown), ("ada".to_owned(), line("ada")));
    assert_eq!(typed(&keys("ada⌫⌧hunter2⏎"), Echo::Hidden), (String::new(), line("hunter2")));
}

#[test]
fn slips_are_mended_letter_by_letter_word_by_word_and_whole() {
    assert_eq!(typed(&keys("adb⌫a⏎"), Echo::Shown), ("adb\u{8} \u{8}a".to_owned(), line("ada")));
    assert_eq!(typed(&keys("zoe\u{308}⌫⏎"), Echo::Hidden).1, line("zo"));
    assert_eq!(typed(&keys("漢⌫"), Echo::Shown).0, format!("漢{}", RUB_OUT.repeat(2)));
    assert_eq!(typed(&keys("one two  ⌦⏎"), Echo::Hidden).1, line("one "));
    assert_eq!(typed(&keys("one⌦⌦⌫⏎"), Echo::Shown), (format!("one{}", RUB_OUT.repeat(3)), line("")));
    assert_eq!(typed(&keys("a b⌧c⏎"), Echo::Shown).1, line("c"));
}

#[test]
fn a_paste_is_text_and_finishes_nothing() {
    let pasted = Input::Paste("zebra copper".to_owned().into());
    assert_eq!(typed(&[pasted], Echo::Shown), ("zebra copper".to_owned(), Typed::Nothing));
}

#[test]
fn a_line_beyond_all_measure_is_refused_whole_and_the_next_one_is_not() {
    let mut draft = Draft::default();
    let mut shown = draft.put(&"é".repeat(1 << 20), Echo::Shown);
    assert_eq!(shown.chars().count(), LONGEST);
    assert_eq!(draft.text.capacity(), LONGEST * 4);
    assert_eq!(draft.press(&Input::Key(Key::Enter), Echo::Shown, &mut shown), Typed::TooLong);
    draft.put("ada", Echo::Hidden);
    assert_eq!(draft.press(&Input::Key(Key::Enter), Echo::Hidden, &mut shown), line("ada"));
}

#[test]
fn other_keys_are_handed_on() {
    for key in [Key::Esc, Key::F(1), Key::Ctrl('c'), Key::Tab, Key::Up, Key::Other] {
        assert_eq!(typed(&[Input::Key(key)], Echo::Shown), (String::new(), Typed::Key(key)));
    }
}

proptest! {
    /// Whatever is typed, the screen shows the line and nothing else, and a hidden one not at all.
    #[test]
    fn the_screen_and_the_line_say_the_same(text in "[a-z é漢⌫⌧⌦]{0,40}") {
        let mut draft = Draft::default();
        let (mut shown, mut hidden) = (String::new(), String::new());
        for input in keys(&text) {
            draft.press(&input, Echo::Shown, &mut shown);
        }
        let mut screen = vt100::Parser::new(4.try_into().unwrap(), 200.try_into().unwrap(), 0);
        screen.process(shown.as_bytes());
        let on_screen = screen.screen().contents();
        prop_assert_eq!(on_screen.trim_end(), draft.text().trim_end());
        draft.clear();
        for input in keys(&text) {
            draft.press(&input, Echo::Hidden, &mut hidden);
        }
        prop_assert_eq!(hidden, "");
    }
}
