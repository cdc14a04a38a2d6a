//! What a page and its help promise depends on what there is in a house: mail, a desk, a second way.

use super::*;
use crate::domain::organisation::{Desk, Organisation};
use crate::page::Arg;

fn in_house(house: House) -> Stage {
    let mut stage = Stage::new(Authority::two_gates());
    stage.visit = Some(Visit::new(Arc::new(house), START));
    stage
}

#[test]
fn where_no_letter_goes_out_none_is_promised() {
    for (mails, choices, help) in [(true, 3, "my-account"), (false, 2, "my-account-no-mail")] {
        let mut stage = in_house(House { mails, ..house() });
        stage.key(Key::Char('3')).type_in("ada").key(Key::Enter).type_in("violet").key(Key::Enter);
        assert_eq!((stage.id(), stage.page().choices.len(), stage.page().help), (PageId::MyAccount, choices, help));
        stage.key(Key::Char('3'));
        assert_eq!(stage.page().notices.len(), usize::from(mails), "what is not offered is not done");
    }
}

#[test]
fn the_way_to_a_forgotten_user_id_is_named_where_it_is_offered() {
    for (mails, error, help) in [(true, "identify-unknown-forgot", "identify-forgot"), (false, "identify-unknown", "identify")] {
        let mut stage = in_house(House { mails, ..house() });
        stage.key(Key::Char('1')).type_in("nobody").key(Key::Enter);
        let page = stage.page();
        assert_eq!((page.fields[0].error.as_ref().map(|error| error.id), page.help), (Some(error), help));
        stage.key(Key::F(1));
        assert_eq!(stage.page().lead[0].args.len(), 1, "an example of a user ID");
    }
}

/// Nobody is sent to a help desk that there is none of.
#[test]
fn where_no_desk_is_told_nobody_is_sent_to_it() {
    let told = house().organisation;
    let untold = Organisation { desk: Desk::default(), ..told.clone() };
    for (organisation, whom) in [(told, "whom-desk"), (untold, "whom-administrator")] {
        let mut stage = in_house(House { organisation, ..house() });
        stage.authority.trouble = Some(Trouble::Unavailable);
        stage.key(Key::Char('1')).type_in("ada").key(Key::Enter);
        assert_eq!(stage.id(), PageId::Unavailable);
        assert!(stage.page().lead[1].args.contains(&("whom", Arg::Word(whom))), "{:?}", stage.page().lead);
    }
}
