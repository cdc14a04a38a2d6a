//! What a page and its help promise depends on what there is in a house: mail, a desk, a second way.

use super::*;
use crate::domain::organisation::{CustomHelp, Desk, Organisation};
use crate::domain::outcome::{Identified, Stop, StopReason};
use crate::domain::support::SupportCode;
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

/// Nobody keeps a place for ever that others may want.
#[test]
fn a_start_page_at_the_end_of_a_line_does_not_wait_for_whoever_comes_next() {
    for (start_waits, page) in [(true, PageId::Start), (false, PageId::IdleWarning)] {
        let mut stage = in_house(House { start_waits, ..house() });
        stage.wait(Span::seconds(60));
        assert_eq!(stage.id(), page);
        stage.wait(Span::seconds(30));
        let is_over = matches!(stage.seen.last(), Some(Effect::Over));
        assert_eq!(is_over, !start_waits);
    }
}

#[test]
fn at_the_end_of_a_line_nobody_is_sent_back_to_a_start() {
    for (start_waits, action) in [(true, Action::StartOver), (false, Action::Leave)] {
        let mut stage = in_house(House { start_waits, ..house() });
        stage.key(Key::Char('1')).key(Key::F(10));
        assert_eq!((stage.id(), stage.page().actions[0]), (PageId::Farewell, action));
        stage.key(Key::Enter);
        assert!(matches!(stage.seen.last(), Some(Effect::Over)));
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

/// The words under which an operator finds what happened, on the pages that have any.
fn support_lines(stage: &Stage) -> Vec<&'static str> {
    stage.page().lead.iter().map(|text| text.id).filter(|id| id.starts_with("support-code")).collect()
}

/// Where there is no desk, nobody is told whom to name the code to.
#[test]
fn a_support_code_is_told_to_a_desk_where_there_is_one() {
    let mail = CustomHelp::Mail(Address::parse("help@example.org").expect("an address"));
    let own = Desk { custom: Some(mail), ..Desk::default() };
    for (desk, expected) in
        [(house().organisation.desk, "support-code"), (own, "support-code"), (Desk::default(), "support-code-alone")]
    {
        let takes_requests = desk.custom.is_none();
        let organisation = Organisation { desk, ..house().organisation };
        let here = || in_house(House { organisation: organisation.clone(), ..house() });
        let mut stopped = here();
        stopped.key(Key::Char('1')).type_in("ada");
        stopped.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        let stop = Stop { reason: StopReason::AccountOff, support: SupportCode::new([0; 16]), missed: false, spent: false };
        stopped.event(Event::Reply(Reply::Identified(Ok(Identified::Stop(stop)))));
        assert_eq!((stopped.id(), support_lines(&stopped)), (PageId::StopDisabled, vec![expected]));
        let mut asked = here();
        asked.key(Key::Char('4')).type_in("ada").key(Key::Enter).key(Key::Enter);
        let sent = if takes_requests { (PageId::HelpSent, vec![expected]) } else { (PageId::HelpRequest, vec![]) };
        assert_eq!((asked.id(), support_lines(&asked)), sent);
    }
    for mut stage in wrong_order::stages() {
        let has_code = matches!(
            stage.id(),
            PageId::Blocked | PageId::StopElsewhere | PageId::StopDisabled | PageId::StopUnregistered | PageId::HelpSent
        );
        assert_eq!(support_lines(&stage).len(), usize::from(has_code), "{:?}", stage.id());
        stage.key(Key::F(1));
        assert!(support_lines(&stage).is_empty(), "help has none");
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

/// Nor is anybody to call, or to come by, who is not told where.
#[test]
fn where_no_desk_is_told_a_request_is_asked_after_by_whoever_got_it() {
    let told = house().organisation;
    let untold = Organisation { desk: Desk::default(), ..told.clone() };
    for (organisation, next) in [(told, "help-sent-next"), (untold, "help-sent-next-alone")] {
        let mut stage = in_house(House { organisation, ..house() });
        stage.key(Key::Char('4')).type_in("ada");
        let place = stage.page().actions.iter().position(|action| *action == Action::SendRequest).expect("offered");
        stage.event(Event::Point { page: PageId::HelpRequest, item: Focus::Action(place) });
        assert_eq!((stage.id(), stage.page().lead[0].id), (PageId::HelpSent, next));
    }
}
