//! What is said of ways that are closed, where one chooses among them.

use super::*;
use crate::page::Arg;

/// The ways that `page` offers and says to be closed, for a while or for good.
pub fn closed_choices(page: &Page) -> Vec<&'static str> {
    let is_closed = |choice: &&Text| matches!(choice.id, "choose-closed" | "choose-closed-until");
    let ways = page.choices.iter().filter(is_closed).flat_map(|choice| &choice.args);
    ways.filter_map(|(_, arg)| if let Arg::Message(way) = arg { Some(way.id) } else { None }).collect()
}

/// Nobody presses a number only to hear that it leads nowhere.
#[test]
fn a_closed_way_says_so_in_its_choice() {
    let mut stage = Stage::identified(Authority::two_gates());
    let Some(Step::ChooseMethod(page)) = stage.visit.as_mut().map(|visit| &mut visit.step) else { panic!("a choice") };
    let (soon, over) = (START + Span::seconds(30), START);
    for (offer, until) in page.journey.person.offers.iter_mut().zip([soon, Moment::NEVER, over]) {
        offer.blocked = Some(until);
    }
    let page = stage.page();
    let ids: Vec<&str> = page.choices.iter().map(|choice| choice.id).collect();
    assert_eq!(ids, ["choose-closed-until", "choose-closed"], "questions come after another proof");
    assert_eq!(closed_choices(&page), ["choose-email", "choose-totp"]);
    assert!(page.choices[0].args.contains(&("until", Arg::end(soon, START))), "{:?}", page.choices);
    assert_eq!(page.notices, [], "and nowhere else");
    assert_eq!(stage.visit().step.wake(START), Some(soon), "nothing else would take the words away");
    stage.wait(Span::seconds(30));
    assert_eq!(stage.visit().step.wake(soon), None);
    assert_eq!(closed_choices(&stage.page()), ["choose-totp"]);
}
