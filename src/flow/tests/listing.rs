//! What the list of one's ways leads to: nothing goes by a slip, and each thing that is added explains itself.

use super::settings::at_list;
use super::*;

#[test]
fn one_enter_too_many_takes_nothing_away() {
    let mut stage = at_list();
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::ConfirmRemove);
    stage.key(Key::Enter);
    assert_eq!((stage.id(), stage.page().notices.len()), (PageId::Methods, 0));
}

#[test]
fn whatever_is_added_has_its_own_help() {
    for (choice, wanted) in [
        ('5', "help-add-app"),
        ('6', "help-add-address"),
        ('7', "help-add-answers"),
        ('8', "help-add-sheet"),
        ('9', "help-add-key"),
    ] {
        let mut stage = at_list();
        stage.key(Key::Char(choice)).key(Key::F(1));
        assert_eq!(stage.page().lead[0].id, wanted);
    }
}

/// A number of two digits, and a key that bounces, are two keys: the second is no answer to a question that nobody read.
#[test]
fn no_row_of_digits_takes_anything_away() {
    let digits = || ('0'..='9').map(Key::Char);
    for (first, second) in digits().flat_map(|first| digits().map(move |second| (first, second))) {
        for third in digits() {
            let mut stage = at_list();
            stage.key(first).key(second).key(third);
            let changes = &stage.authority.ledger.changes;
            assert!(changes.is_empty(), "{first:?} {second:?} {third:?}: {changes:?}");
        }
    }
}
