//! What somebody who signed in is told when they stop: that something is lost only where something is.

use super::settings::{at_list, stages};
use super::*;

/// What the page says that asks whether to stop.
fn asked(stage: &mut Stage) -> &'static str {
    stage.key(Key::F(10));
    assert_eq!(stage.id(), PageId::EndVisit);
    stage.page().lead[0].id
}

#[test]
fn stopping_costs_what_is_being_set_up_and_nothing_where_nothing_is() {
    assert_eq!(asked(&mut Stage::signed_in('3')), "end-visit-account");
    for mut stage in stages().into_iter().filter(|stage| stage.id() != PageId::DoneRegister) {
        let page = stage.id();
        let expected = if page == PageId::AddMethod { "end-visit-settings" } else { "end-visit-account" };
        assert_eq!(asked(&mut stage), expected, "{page:?}");
    }
    let mut adopting = at_list();
    adopting.key(Key::Char('3'));
    assert_eq!((adopting.id(), asked(&mut adopting)), (PageId::EnterCode, "end-visit-settings"));
}
