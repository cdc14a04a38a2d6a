//! Where nothing is told of letters.

use super::*;

/// The pages that end a visit open no inbox.
#[test]
fn nothing_is_told_of_letters_where_no_key_opens_them() {
    let mut side = busy_side(Language::English);
    for (id, is_told) in [(PageId::EndVisit, false), (PageId::Farewell, false), (PageId::EnterCode, true)] {
        let page = Page { id, ..code_page() };
        assert_eq!(drawn(&mut side, &page, Language::English, NARROW).contains("3 new letters: F5"), is_told, "{id:?}");
    }
}
