//! Whose a key or a click is while a panel is open.

use super::*;

#[test]
fn keys_belong_to_the_page_until_a_panel_is_open() {
    let mut side = side();
    for key in [Key::Esc, Key::F(4), Key::F(5), Key::Up, Key::Char('x'), Key::F(10)] {
        assert!(!press(&mut side, key), "{key:?}");
    }
    side.show(Panel::People);
    for key in [Key::Char('x'), Key::Enter, Key::Tab, Key::Down, Key::F(8), Key::Ctrl('z')] {
        assert!(press(&mut side, key), "{key:?}");
    }
    assert!(side.hear(&Input::Paste("ada".to_owned().into())));
    assert!(!press(&mut side, Key::F(2)), "the language can be switched under a panel");
    assert_eq!(side.view.open, Some(Panel::People));
}

#[test]
fn a_panel_closes_by_esc_by_its_own_key_and_when_somebody_stops() {
    let mut side = side();
    for (panel, key, is_taken) in [
        (Panel::People, Key::F(4), true),
        (Panel::People, Key::Esc, true),
        (Panel::Inbox, Key::F(5), true),
        (Panel::Inbox, Key::Esc, true),
        (Panel::Inbox, Key::F(10), false),
        (Panel::People, Key::Ctrl('c'), false),
    ] {
        side.show(panel);
        assert_eq!(press(&mut side, key), is_taken, "{key:?}");
        assert_eq!(side.view.open, None, "{key:?}");
    }
    side.show(Panel::People);
    press(&mut side, Key::F(5));
    assert_eq!(side.view.open, Some(Panel::Inbox), "the key of the other panel leads there");
}

#[test]
fn a_small_window_scrolls_to_the_end_of_a_card_and_no_further() {
    let mut side = side();
    side.show(Panel::People);
    drawn(&mut side, &start_page(Language::Dutch), Language::Dutch, SMALL);
    for _ in 0..20 {
        press(&mut side, Key::PageDown);
    }
    assert!(drawn(&mut side, &start_page(Language::Dutch), Language::Dutch, SMALL).contains("lange naam"));
    press(&mut side, Key::Up);
    let reach = side.view.reach.load(Ordering::Relaxed);
    assert_eq!(side.view.scroll, reach - 1, "one line up is one line up");
}

/// What lies over the page is not clicked through, and goes: whoever points has no key at hand.
#[test]
fn a_click_closes_what_lies_over_the_page_and_goes_no_further() {
    for panel in [Panel::People, Panel::Inbox] {
        let mut side = side();
        side.show(panel);
        assert!(side.hear(&Input::Click { column: 5, row: 20 }), "{panel:?}");
        assert_eq!(side.view.open, None);
        assert!(!side.hear(&Input::Click { column: 5, row: 20 }), "the next one is the page's");
    }
}
