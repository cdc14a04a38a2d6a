//! Where nothing is told of letters, and what is told of texts.

use super::*;
use crate::delivery::ShortText;
use crate::domain::phone::Phone as Number;

/// A text is announced as a letter is, once, until the phone was looked at.
#[test]
fn a_text_is_announced_until_the_phone_is_told_of() {
    let mut side = side();
    let said = |side: &Side| side.aside(Language::English).into_iter().map(|aside| aside.line).collect::<Vec<_>>();
    assert_eq!(said(&side), Vec::<String>::new());
    let mut known = Vec::new();
    for _ in 0..2 {
        let to = Number::parse("+31612345642", None).unwrap();
        side.inbox.put_text(ShortText { to, body: Secret::new("Code A: 123 456".to_owned()) }, NOW);
        assert_eq!(said(&side), ["A text message has come. The word for it is /inbox."]);
        known.extend(side.aside(Language::Dutch).into_iter().map(|aside| aside.about));
        assert!(side.told(Panel::Inbox, Language::English).iter().any(|line| line.contains("123 456")));
        assert_eq!(said(&side), Vec::<String>::new(), "it was told");
    }
    assert_ne!(known[0], known[1], "another text");
}

/// The pages that end a visit open no inbox.
#[test]
fn nothing_is_told_of_letters_where_no_key_opens_them() {
    let mut side = busy_side(Language::English);
    for (id, is_told) in [(PageId::EndVisit, false), (PageId::Farewell, false), (PageId::EnterCode, true)] {
        let page = Page { id, ..code_page() };
        assert_eq!(drawn(&mut side, &page, Language::English, NARROW).contains("3 new letters: F5"), is_told, "{id:?}");
    }
}
