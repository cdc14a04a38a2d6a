//! Pages that are longer than their window: whatever was pressed before, Page Up and Page Down lead to every row of
//! them, no press does nothing, and what a hint says is there is there.

use std::collections::BTreeSet;

use kiosk::domain::account::Language;
use kiosk::flow::entry::Entry;
use kiosk::flow::form::Form;
use kiosk::input::{Input, Key, Size};
use kiosk::page::{Focus, Page, Sight};
use kiosk::render::House;
use kiosk::render::fullscreen::{Spots, draw};
use kiosk::render::screen::Screen;
use kiosk::texts::{Zone, say};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::pages::{console, pages};

/// A page and its keys, in a window.
struct Window<'p> {
    page: &'p Page,
    form: Form,
    size: Size,
    language: Language,
}

impl<'p> Window<'p> {
    fn new(page: &'p Page, size: Size, language: Language) -> Self {
        let entries = page.fields.iter().map(|_| Entry::new(1)).collect();
        let mut form = Form::new(entries, page.choices.len(), page.actions.clone());
        form.focus_on(page.focus);
        if page.scroll == Some(0) {
            form.show_top();
        }
        Self { page, form, size, language }
    }

    /// What is seen, and how much of all there is.
    fn draw(&mut self) -> (Vec<String>, Sight) {
        let (terminal, spots) = self.drawn();
        (terminal.screen().rows(0, self.size.columns).map(|row| row.trim_end().to_owned()).collect(), spots.sight())
    }

    fn drawn(&mut self) -> (vt100::Parser, Spots) {
        let (page, look) = (self.form.dress(self.page.clone()), console());
        let house = House { name: "Contoso".to_owned(), zone: Zone::utc() };
        let mut spots = Spots::default();
        let mut screen = Screen::new(self.size, look.clone());
        let bytes = screen.draw_with(|frame| spots = draw(&page, self.language, &house, &look, frame, frame.area()));
        let mut terminal =
            vt100::Parser::new(self.size.rows.try_into().expect("rows"), self.size.columns.try_into().expect("columns"), 0);
        terminal.process(&bytes);
        self.form.see(spots.sight());
        (terminal, spots)
    }

    fn press(&mut self, key: Key) -> (Vec<String>, Sight) {
        self.form.press(&Input::Key(key));
        self.draw()
    }

    /// Presses `key` until the end is reached; the places of the rows that were seen on the way.
    fn press_until_the_end(&mut self, key: Key) -> BTreeSet<u16> {
        let (mut drawn, mut sight) = self.draw();
        let mut seen = BTreeSet::new();
        loop {
            seen.extend(sight.above..sight.above + sight.rows.min(total(sight)));
            self.hold_to_its_hints(&drawn, sight);
            let left = if key == Key::PageUp { sight.above } else { sight.below };
            let (next, now) = self.press(key);
            if left == 0 {
                assert_eq!((next, now), (drawn, sight), "nothing moves at the end");
                return seen;
            }
            assert_ne!(next, drawn, "{key:?} does nothing on {}", self.page.id.name());
            (drawn, sight) = (next, now);
        }
    }

    /// A hint stands there whole exactly when there is more.
    fn hold_to_its_hints(&self, drawn: &[String], sight: Sight) {
        let text = drawn.join("\n");
        let has = |key: &str| text.contains(key);
        assert_eq!((has("Page Up"), has("Page Down")), (sight.above > 0, sight.below > 0), "{text}");
        if sight.above > 0 && sight.below > 0 {
            let both =
                kiosk::page::Text::new("more-both").with("above", i64::from(sight.above)).with("below", i64::from(sight.below));
            assert!(has(&say(&both, self.language, &Zone::utc())), "{text}");
        }
    }
}

fn total(sight: Sight) -> u16 {
    sight.above + sight.rows + sight.below
}

fn keys() -> impl Strategy<Value = Vec<Key>> {
    let key = prop::sample::select(vec![Key::Tab, Key::BackTab, Key::PageUp, Key::PageDown]);
    proptest::collection::vec(key, 0..12)
}

#[tokio::test]
async fn page_up_and_page_down_show_every_row_from_wherever_one_is() {
    let pages = pages().await;
    let sizes = [(40, 12), (47, 14), (60, 18), (80, 18)].map(|(columns, rows)| Size { columns, rows });
    let place = (0..pages.len(), prop::sample::select(sizes.to_vec()), prop::sample::select(Language::ALL.to_vec()), keys());
    let mut long = 0;
    TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })
        .run(&place, |(page, size, language, keys)| {
            let mut window = Window::new(&pages[page].1, size, language);
            window.draw();
            for key in keys {
                window.press(key);
            }
            window.press_until_the_end(Key::PageUp);
            let seen = window.press_until_the_end(Key::PageDown);
            let (_, sight) = window.draw();
            prop_assert_eq!(seen, (0..total(sight)).collect::<BTreeSet<u16>>());
            prop_assert_eq!(sight.below, 0);
            let seen = window.press_until_the_end(Key::PageUp);
            prop_assert_eq!(seen, (0..total(sight)).collect::<BTreeSet<u16>>());
            Ok(())
        })
        .expect("every row");
    for (_, page) in &pages {
        let (_, sight) = Window::new(page, sizes[0], Language::Dutch).draw();
        long += usize::from(sight.below > 0);
    }
    assert!(long > 20, "{long} pages are longer than a small window");
}

#[tokio::test]
async fn moving_the_focus_brings_it_back_into_sight() {
    for (name, page) in pages().await {
        let items = page.fields.len() + page.choices.len();
        let mut window = Window::new(&page, Size { columns: 40, rows: 12 }, Language::Dutch);
        window.draw();
        for _ in 0..items {
            window.press_until_the_end(Key::PageDown);
            window.press_until_the_end(Key::PageUp);
            window.press(Key::Tab);
            let asked = window.form.dress(page.clone());
            assert_eq!(asked.scroll, None, "{name}: {:?}", asked.focus);
            assert!(!matches!(asked.focus, Focus::Action(_)) || asked.actions.len() > 1 || items > 0);
        }
    }
}

/// What says whether somebody can type, and where: never a corner where nothing is.
#[tokio::test]
async fn the_cursor_stands_on_what_has_the_focus_or_nowhere() {
    let (mut on_it, mut nowhere) = (0, 0);
    for (name, page) in pages().await.into_iter().filter(|(_, page)| !matches!(page.focus, Focus::Action(_))) {
        for language in Language::ALL {
            let mut window = Window::new(&page, Size { columns: 40, rows: 12 }, language);
            loop {
                let (terminal, spots) = window.drawn();
                let (row, column) = terminal.screen().cursor_position();
                let is_on_it = spots.at(column, row) == Some(window.form.focus());
                assert_eq!(terminal.screen().hide_cursor(), !is_on_it, "{name}: {}", terminal.screen().contents());
                on_it += usize::from(is_on_it);
                nowhere += usize::from(!is_on_it);
                if spots.sight().below == 0 {
                    break;
                }
                window.press(Key::PageDown);
            }
        }
    }
    assert!(on_it > 100 && nowhere > 10, "{on_it} on it, {nowhere} nowhere");
}

/// A page that asks for a signature opens at its top: what is to be done, with what, and where what it makes goes. Only
/// the hint may be below.
#[tokio::test]
async fn what_is_to_be_signed_comes_with_what_to_do_about_it() {
    let asking = ["sign-key", "sign-key, uniform", "add-method, key that signs"];
    let pages: Vec<_> = pages().await.into_iter().filter(|(name, _)| asking.contains(name)).collect();
    assert_eq!(pages.len(), asking.len());
    for (name, page) in &pages {
        for language in Language::ALL {
            let mut window = Window::new(page, Size { columns: 40, rows: 12 }, language);
            let (drawn, sight) = window.draw();
            let text = drawn.iter().map(|row| row.trim()).collect::<Vec<_>>().join(" ");
            assert!(sight.above == 0 && text.contains(&say(&page.lead[0], language, &Zone::utc())), "{name}: {drawn:#?}");
            let (terminal, _) = window.drawn();
            assert!(!terminal.screen().hide_cursor(), "{name}: {drawn:#?}");
        }
    }
}

/// Whoever missed a user ID or meets a riddle still sees what is asked, in the smallest window.
#[tokio::test]
async fn what_is_asked_is_in_sight_beside_what_was_wrong_and_above_a_picture() {
    for (name, page) in pages().await.into_iter().filter(|(name, _)| ["identify, unknown", "captcha"].contains(name)) {
        for language in Language::ALL {
            let (drawn, sight) = Window::new(&page, Size { columns: 40, rows: 12 }, language).draw();
            let lead = say(&page.lead[0], language, &Zone::utc());
            let first = lead.split(' ').take(5).collect::<Vec<_>>().join(" ");
            assert!(drawn.join("\n").contains(&first) && sight.above == 0, "{name}: {drawn:#?}");
        }
    }
}
