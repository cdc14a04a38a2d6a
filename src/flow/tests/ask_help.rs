//! Asking an administrator: from every page, with everything kept, and never without an end.

use super::super::event::{Event, Reply};
use super::*;
use crate::domain::help::{HelpAnswer, HelpWish, UserIdAnswer};
use crate::domain::outcome::{Identified, Stop, StopReason};
use crate::domain::support::SupportCode;
use crate::page::Arg;

fn asked(stage: &Stage) -> &HelpWish {
    stage.authority.wishes.last().expect("a wish")
}

fn stopped(reason: StopReason) -> Stage {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1')).type_in("bob");
    stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    let stop = Stop { reason, support: SupportCode::new([9; 16]), missed: false, spent: false };
    stage.event(Event::Reply(Reply::Identified(Ok(Identified::Stop(stop)))));
    stage
}

/// Every page from which one can be reached, and what is known of whoever stands there.
#[test]
fn from_every_page_one_asks_and_comes_back() {
    let mut seen = Vec::new();
    for mut stage in wrong_order::stages() {
        let before = stage.page();
        if [PageId::HelpRequest, PageId::HelpSent].contains(&before.id) {
            continue;
        }
        match before.id {
            PageId::Start => stage.key(Key::Char('4')),
            _ => stage.key(Key::F(3)),
        };
        assert_eq!(stage.id(), PageId::HelpRequest, "from {:?}", before.id);
        let is_named = stage.page().fields.len() == 1;
        let nobody_yet = [PageId::Start, PageId::Farewell, PageId::ForgotUserId, PageId::UserIdSent];
        let is_blank = before.id == PageId::Identify && !format!("{before:?}").contains("\"ada\"");
        assert_eq!(is_named, !(nobody_yet.contains(&before.id) || is_blank), "{:?}", before.id);
        stage.key(Key::Esc);
        assert_eq!(stage.page().id, before.id);
        seen.push(before.id);
    }
    let unreachable = [
        PageId::StopElsewhere,
        PageId::StopDisabled,
        PageId::StopUnregistered,
        PageId::IdleWarning,
        PageId::Busy,
        PageId::TooSmall,
        PageId::Help,
        PageId::HelpRequest,
        PageId::HelpSent,
    ];
    for page in PageId::ALL.into_iter().filter(|page| !unreachable.contains(page)) {
        assert!(seen.contains(&page), "{page:?} was not tried");
    }
}

#[test]
fn stop_pages_lead_on_but_for_the_one_that_says_whom_to_ask() {
    for reason in [StopReason::NotForThisPerson, StopReason::AccountOff, StopReason::Unregistered] {
        let mut stage = stopped(reason);
        let page = stage.id().name();
        stage.key(Key::F(3)).type_in("please").key(Key::Enter);
        let wish = asked(&stage);
        assert_eq!((wish.login.as_str(), wish.words.as_str(), wish.page), ("bob", "please", page));
        assert_eq!(wish.support, Some(SupportCode::new([9; 16])));
        stage.key(Key::Esc);
        assert_eq!(stage.id().name(), page);
    }
    let mut elsewhere = stopped(StopReason::Elsewhere);
    let before = elsewhere.page();
    assert!(!before.actions.contains(&Action::AskHelp));
    elsewhere.key(Key::F(3));
    assert_eq!(elsewhere.page(), before);
}

#[test]
fn trouble_and_a_wish_to_stop_hand_on_who_it_was() {
    for trouble in [Trouble::Busy, Trouble::Unavailable] {
        let mut stage = Stage::new(Authority::two_gates());
        stage.authority.trouble = Some(trouble);
        stage.key(Key::Char('1')).type_in("ada").key(Key::Enter);
        let page = stage.id();
        stage.authority.trouble = None;
        stage.key(Key::F(3)).key(Key::Enter);
        assert_eq!((asked(&stage).login.as_str(), asked(&stage).page), ("ada", page.name()));
        stage.key(Key::Esc).key(Key::Enter);
        assert_eq!(stage.id(), PageId::Identify, "and it can be tried again");
    }
    let mut ending = Stage::proved();
    ending.key(Key::F(10)).key(Key::F(3)).key(Key::Enter);
    assert_eq!((asked(&ending).login.as_str(), asked(&ending).page), ("ada", "end-visit"));
}

/// Each page would keep the one before, and somebody with a script could make a pile of them that ends the
/// program when it falls.
#[test]
fn no_page_about_help_keeps_another() {
    let mut stage = Stage::proved();
    for _ in 0..3 {
        stage.key(Key::F(3)).key(Key::F(10));
        assert_eq!(stage.id(), PageId::EndVisit);
        let before = stage.page();
        assert!(!before.actions.contains(&Action::AskHelp));
        stage.key(Key::F(3));
        assert_eq!(stage.page(), before);
        stage.key(Key::Esc).key(Key::Esc);
        assert_eq!(stage.id(), PageId::NewPassword);
    }
    let mut stage = Stage::new(Authority::two_gates());
    stage.authority.trouble = Some(Trouble::Unavailable);
    stage.key(Key::Char('4')).type_in("ada").key(Key::Enter).key(Key::Enter);
    assert_eq!(stage.id(), PageId::Unavailable);
    assert!(!stage.page().actions.contains(&Action::AskHelp));
    stage.key(Key::F(3));
    assert_eq!(stage.id(), PageId::Unavailable);
    let mut stage = Stage::new(Authority::two_gates());
    stage.authority.riddle = Some("7");
    stage.key(Key::Char('4')).type_in("ada").key(Key::Enter).key(Key::Enter);
    assert_eq!(stage.id(), PageId::Captcha);
    assert!(!stage.page().actions.contains(&Action::AskHelp));
    stage.key(Key::F(3));
    assert_eq!(stage.id(), PageId::Captcha);
}

#[test]
fn a_wish_is_sent_once_and_only_by_its_sender() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::F(3)).type_in("help");
    let effects = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    assert!(matches!(effects.as_slice(), [Effect::AskHelp { solution: None, .. }]));
    for key in [Key::Enter, Key::F(3), Key::Esc] {
        assert!(stage.event_unanswered(Event::Input(Input::Key(key))).is_empty());
    }
    let other = Reply::UserIdSent(Ok(UserIdAnswer::Sent));
    assert!(stage.event_unanswered(Event::Reply(other)).is_empty());
    assert_eq!(stage.id(), PageId::HelpRequest);
    stage.event(Event::Reply(Reply::HelpAsked(Ok(HelpAnswer::Enough { until: START + Span::hours(1) }))));
    let page = stage.page();
    assert_eq!(page.fields[0].error.as_ref().map(|error| error.id), Some("help-request-enough"));
    assert!(format!("{page:?}").contains("\"help\""), "what was typed stays");
}

#[test]
fn a_riddle_before_a_request_keeps_it_and_leads_back_to_it() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.authority.riddle = Some("7");
    stage.key(Key::Char('4')).type_in("ada").key(Key::Enter).type_in("words").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Captcha);
    stage.type_in("8").key(Key::Enter);
    let missed = stage.page().fields[0].error.as_ref().map(|error| error.id);
    assert_eq!((stage.id(), missed), (PageId::Captcha, Some("captcha-missed")));
    // The authority's word about a user ID is not for a request.
    stage.type_in("7");
    stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    stage.event(Event::Reply(Reply::Identified(Ok(Identified::Unknown))));
    assert_eq!(stage.id(), PageId::Captcha);
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::HelpSent);
    assert_eq!((asked(&stage).login.as_str(), asked(&stage).words.as_str()), ("ada", "words"));
}

#[test]
fn a_forgotten_user_id_comes_back_to_where_it_is_typed() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1')).type_in("a").key(Key::Tab).key(Key::Tab).key(Key::Tab).key(Key::Enter);
    assert_eq!(stage.id(), PageId::ForgotUserId);
    stage.authority.riddle = Some("7");
    stage.type_in("ada@example.org").key(Key::Enter).type_in("7").key(Key::Enter);
    assert_eq!(stage.id(), PageId::UserIdSent);
    stage.key(Key::Enter).type_in("da").key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod, "what was typed before was kept");
}

#[test]
fn nobody_there_ends_a_visit_that_asks_for_help_too() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('4')).type_in("ada").key(Key::Enter).key(Key::Enter);
    assert_eq!(stage.id(), PageId::HelpSent);
    stage.wait(Span::seconds(60));
    assert_eq!(stage.id(), PageId::IdleWarning);
    assert!(!format!("{:?}", stage.page()).contains("ada"));
    stage.wait(Span::seconds(30));
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Abandoned), Effect::Over]));
}

#[test]
fn a_letter_is_late_after_ten_seconds_and_the_page_wakes_to_say_so() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1'));
    let waited = |stage: &Stage| stage.page().lead[3].id;
    assert_eq!(waited(&stage), "enter-code-not-arrived");
    stage.now = stage.now + Span::from_millis(9_999);
    assert_eq!(waited(&stage), "enter-code-not-arrived");
    assert_eq!(stage.visit().wake(stage.now), Some(START + Span::seconds(10)));
    stage.wait(Span::from_millis(1));
    assert_eq!(waited(&stage), "enter-code-slow");
    let again = |stage: &Stage| stage.page().lead[3].args.contains(&("again", Arg::Number(1)));
    assert!(!again(&stage), "what would be refused is not advised");
    stage.wait(Span::seconds(20));
    assert!(again(&stage));
    stage.type_in("000000").key(Key::Enter);
    assert_eq!(waited(&stage), "enter-code-slow", "a wrong code does not begin it again");
    stage.wait(Span::seconds(30)).key(Key::Tab).key(Key::Tab).key(Key::Enter);
    assert_eq!(waited(&stage), "enter-code-not-arrived", "another letter does");
}
