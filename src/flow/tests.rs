//! The state machine against an authority that answers by rote: the way through, the wrong order of
//! everything, and what no sequence of events may reach.

mod answers;
mod ask_help;
mod authority;
mod captcha;
mod comfort;
mod dead_ends;
mod delivery;
mod endings;
mod help;
mod listing;
mod pointing;
mod questions;
mod reminder;
mod settings;
mod sign_in;
mod suggestion;
mod troubles;
mod unlock;
mod wrong_order;

use super::*;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Ending, ResetAnswer, Trouble};
use crate::domain::time::Span;
use crate::input::{Input, Key};
use crate::page::{Action, Focus, PageId, Sight, Tone, Value};
use authority::{Authority, Lock, START, house};

/// A visit with its authority and its time.
pub struct Stage {
    visit: Option<Visit>,
    pub authority: Authority,
    pub now: Moment,
    /// Effects that were not for the authority.
    pub seen: Vec<Effect>,
}

impl Stage {
    pub fn new(authority: Authority) -> Self {
        Self { visit: Some(Visit::new(Arc::new(house()), START)), authority, now: START, seen: vec![] }
    }

    pub fn visit(&self) -> &Visit {
        self.visit.as_ref().expect("a visit")
    }

    pub fn page(&self) -> Page {
        self.visit().page(self.now)
    }

    pub fn id(&self) -> PageId {
        self.page().id
    }

    /// One event, its effects answered until none is left.
    pub fn event(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            let (visit, effects) = self.visit.take().expect("a visit").update(event, self.now);
            self.visit = Some(visit);
            for effect in effects {
                match self.authority.answer(effect, self.now) {
                    Ok(reply) => events.push(Event::Reply(reply)),
                    Err(effect) => self.seen.push(*effect),
                }
            }
        }
    }

    /// One event whose effects stay unanswered.
    pub fn event_unanswered(&mut self, event: Event) -> Vec<Effect> {
        let (visit, effects) = self.visit.take().expect("a visit").update(event, self.now);
        self.visit = Some(visit);
        effects
    }

    pub fn key(&mut self, key: Key) -> &mut Self {
        self.event(Event::Input(Input::Key(key)));
        self
    }

    pub fn type_in(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.key(Key::Char(c));
        }
        self
    }

    /// The page was drawn so.
    pub fn see(&mut self, sight: Sight) -> &mut Self {
        let page = self.id();
        self.visit.as_mut().expect("a visit").see(page, sight);
        self
    }

    pub fn wait(&mut self, span: Span) -> &mut Self {
        self.now = self.now + span;
        self.event(Event::Tick);
        self
    }

    /// From the start page to the first choice.
    pub fn identified(authority: Authority) -> Self {
        let mut stage = Self::new(authority);
        stage.key(Key::Char('1')).type_in("ada").key(Key::Enter);
        stage
    }

    /// To the question what happened.
    pub fn asked_why(authority: Authority) -> Self {
        Self::identified(Authority { unlock: Some(Lock::Shut), ..authority })
    }

    /// Signed in after the start page's `choice`.
    pub fn signed_in(choice: char) -> Self {
        let mut stage = Self::new(Authority::two_gates());
        stage.key(Key::Char(choice)).type_in("ada").key(Key::Enter).type_in("violet").key(Key::Enter);
        stage
    }

    /// Through both gates to the new password.
    pub fn proved() -> Self {
        let mut stage = Self::identified(Authority::two_gates());
        stage.key(Key::Char('1')).type_in("111111").key(Key::Enter);
        stage.key(Key::Char('1')).type_in("222222").key(Key::Enter);
        stage
    }
}

#[test]
fn two_gates_and_a_new_password() {
    let mut stage = Stage::identified(Authority::two_gates());
    assert_eq!(stage.id(), PageId::ChooseMethod);
    assert_eq!(stage.page().choices.len(), 2);
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::EnterCode);
    stage.type_in("111 111").key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod);
    assert_eq!(stage.page().choices.len(), 2, "the class of the first gate is not offered again");
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::EnterTotp);
    stage.type_in("222222").key(Key::Enter);
    assert_eq!(stage.id(), PageId::NewPassword);
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    assert_eq!(stage.id(), PageId::DoneReset);
    assert_eq!(stage.authority.password.as_deref(), Some("zebra copper"));
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Completed)]));
}

#[test]
fn a_wrong_code_stays_and_says_so_until_it_is_dead() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1'));
    for (tries, id) in [(2, "code-wrong"), (1, "code-wrong"), (0, "code-dead")] {
        stage.type_in("000000").key(Key::Enter);
        let error = stage.page().fields[0].error.clone().expect("an error");
        assert_eq!(error.id, id, "{tries} tries left");
    }
    stage.type_in("111111").key(Key::Enter);
    assert_eq!(stage.id(), PageId::EnterCode, "a dead code proves nothing, even when it is right");
}

#[test]
fn a_code_can_be_sent_again_after_half_a_minute_and_not_before() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1')).key(Key::Tab).key(Key::Tab).key(Key::Enter);
    assert_eq!(stage.authority.letters, 1);
    stage.wait(Span::seconds(30)).key(Key::Enter);
    assert_eq!(stage.authority.letters, 2);
    assert_eq!(stage.page().notices[0].text.id, "code-sent-again");
}

#[test]
fn escape_never_opens_a_passed_gate() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1')).type_in("111111").key(Key::Enter).key(Key::Esc);
    assert_eq!(stage.id(), PageId::EndVisit);
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::ChooseMethod);
    assert_eq!(stage.page().choices.len(), 2);
    let mut stage = Stage::proved();
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::EndVisit);
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::NewPassword);
}

#[test]
fn a_proof_that_ran_out_is_asked_again_and_the_page_says_so() {
    let mut stage = Stage::proved();
    for _ in 0..14 {
        stage.wait(Span::seconds(50)).key(Key::Tab);
    }
    stage.wait(Span::seconds(59)).key(Key::Tab);
    assert_eq!(stage.id(), PageId::NewPassword);
    while stage.id() != PageId::ChooseMethod {
        assert!(stage.now.millis() < START.millis() + 1_000_000, "the proofs are 15 minutes old");
        stage.wait(Span::seconds(29)).key(Key::Tab);
    }
    assert_eq!(stage.page().notices[0].text.id, "choose-gate-expired");
    assert_eq!(stage.page().choices.len(), 2);
}

#[test]
fn different_passwords_are_not_sent() {
    let mut stage = Stage::proved();
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra coppes").key(Key::Enter);
    let page = stage.page();
    assert_eq!(page.fields[1].error.as_ref().map(|error| error.id), Some("complaint-repeat"));
    assert_eq!((page.focus, page.fields[0].error.as_ref(), page.notices.len()), (Focus::Field(1), None, 0));
    stage.key(Key::Char('z'));
    assert_eq!(stage.page().fields[1].error, None, "whoever types has read it");
    stage.key(Key::BackTab).key(Key::Esc).key(Key::Tab).key(Key::Enter);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("complaint-empty"));
    assert_eq!(stage.page().focus, Focus::Field(0));
    assert_eq!(stage.authority.password, None);
}

#[test]
fn a_refused_password_keeps_its_proofs() {
    let mut stage = Stage::proved();
    stage.authority.refuses = true;
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    assert_eq!(stage.page().notices[0].text.id, "complaint-current");
    stage.authority.refuses = false;
    stage.key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    assert_eq!(stage.id(), PageId::DoneReset);
}

#[test]
fn trouble_loses_nothing() {
    let mut stage = Stage::proved();
    stage.authority.trouble = Some(Trouble::Busy);
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Busy);
    stage.authority.trouble = None;
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::NewPassword);
    stage.key(Key::Tab);
    stage.key(Key::BackTab).key(Key::Enter);
    assert_eq!(stage.id(), PageId::DoneReset);
}

#[test]
fn an_unknown_outcome_cannot_be_tried_again() {
    let mut stage = Stage::proved();
    stage.authority.trouble = Some(Trouble::Unknown);
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    assert_eq!(stage.page().lead[1].id, "unavailable-unknown");
    assert!(!stage.page().actions.contains(&Action::TryAgain));
}

#[test]
fn nobody_there_means_a_warning_and_then_nothing_left() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.wait(Span::seconds(60));
    assert_eq!(stage.id(), PageId::IdleWarning);
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::ChooseMethod, "the key that answers the warning does nothing else");
    stage.wait(Span::seconds(60)).wait(Span::seconds(30));
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Abandoned), Effect::Over]));
}

/// Whoever is startled presses whatever is nearest: a key that no page knows, one with Alt, a paste of nothing.
#[test]
fn any_key_answers_a_warning() {
    let mut decoder = crate::input::decoder::Decoder::default();
    for bytes in ["\x1b[99~", "\x1bx", "\x1c", "\0", "\x1b[1;3A", "\x1b[29~", "\x1b[200~\x1b[201~", "\x1b\u{e9}", "\x1b[15;5~"] {
        let mut stage = Stage::identified(Authority::two_gates());
        stage.wait(Span::seconds(60));
        assert_eq!(stage.id(), PageId::IdleWarning);
        let inputs = decoder.feed(bytes.as_bytes());
        assert_eq!(inputs.len(), 1, "{bytes:?} is {inputs:?}");
        for input in inputs {
            stage.event(Event::Input(input));
        }
        assert_eq!(stage.id(), PageId::ChooseMethod, "{bytes:?} goes unheard");
        stage.wait(Span::seconds(59));
        assert_eq!(stage.id(), PageId::ChooseMethod, "and the time runs anew");
    }
}

#[test]
fn the_warning_shows_nothing_of_the_visit() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1')).wait(Span::seconds(180));
    let page = format!("{:?}", stage.page());
    assert_eq!(stage.id(), PageId::IdleWarning);
    assert!(!page.contains("example.org") && !page.contains("ada"), "{page}");
}

#[test]
fn stopping_asks_unless_nothing_was_entered() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1')).key(Key::Ctrl('c'));
    assert_eq!(stage.id(), PageId::Farewell);
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1')).type_in("a").key(Key::F(10));
    assert_eq!(stage.id(), PageId::EndVisit);
    stage.key(Key::Tab).key(Key::Enter);
    assert_eq!(stage.id(), PageId::Farewell);
    stage.wait(Span::seconds(30));
    assert!(matches!(stage.seen.as_slice(), [Effect::Over]));
}

#[test]
fn a_language_left_on_the_start_page_goes_back_to_the_house_s() {
    let mut stage = Stage::new(Authority::two_gates());
    assert_eq!(stage.visit().wake(stage.now), None, "an idle start page wakes nobody");
    stage.key(Key::Char('5'));
    assert_eq!(stage.visit().language(), Language::Dutch);
    stage.wait(Span::seconds(60)).wait(Span::seconds(30));
    assert!(matches!(stage.seen.as_slice(), [Effect::Over]));
}

#[test]
fn the_time_of_a_visit_begins_when_somebody_comes() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.wait(Span::hours(9)).key(Key::Char('1')).wait(Span::seconds(1));
    assert_eq!(stage.id(), PageId::Identify);
    assert!(stage.seen.is_empty(), "the visit was ended by the time that nobody was there");
    stage.key(Key::Esc).wait(Span::hours(9)).type_in("1ada").key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod, "the start page that somebody went back to is the next one's");
}

#[test]
fn the_end_is_told_wherever_a_known_visit_stands() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1')).key(Key::Esc).key(Key::Esc);
    assert_eq!(stage.id(), PageId::Identify);
    stage.key(Key::F(10));
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Stopped)]), "a code may be open");
    stage.key(Key::Enter);
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(_), Effect::Over]), "and is told once");
}

#[test]
fn a_shown_password_hides_itself() {
    let mut stage = Stage::proved();
    let is_shown =
        |stage: &Stage| matches!(&stage.page().fields[0].value, Value::Secret { shown: Some(text), .. } if **text == "zebra");
    stage.type_in("zebra");
    assert!(!is_shown(&stage));
    stage.key(Key::F(8));
    assert!(is_shown(&stage));
    stage.wait(Span::seconds(10));
    assert!(!is_shown(&stage));
    stage.key(Key::F(8)).key(Key::Tab).key(Key::Tab);
    assert!(!is_shown(&stage), "leaving the fields hides it");
}

#[test]
fn the_look_at_a_password_waits_for_a_pause_and_drops_late_answers() {
    let mut stage = Stage::proved();
    stage.type_in("zebra copper");
    assert_eq!(stage.authority.looks, 0);
    stage.wait(Span::from_millis(150));
    assert_eq!(stage.authority.looks, 1);
    assert!(stage.page().strength.is_some());
    stage.key(Key::Char('x'));
    let late = Authority::assessment();
    stage.event(Event::Reply(event::Reply::Measured { edition: 1, assessment: late }));
    stage.key(Key::Esc);
    assert!(stage.page().strength.is_none(), "an empty field has no strength");
}

#[test]
fn a_blocked_method_leaves_the_other_way_open() {
    let mut stage = Stage::identified(Authority::one_gate());
    stage.authority.blocks = Some(Method::Email);
    stage.key(Key::Char('1')).type_in("000000").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Blocked);
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod);
    stage.key(Key::Char('1'));
    assert_eq!(stage.page().notices[0].text.id, "choose-method-blocked");
    stage.key(Key::Char('2'));
    assert_eq!(stage.id(), PageId::EnterTotp);
}

#[test]
fn one_gate_is_enough_where_the_rules_say_so() {
    let mut stage = Stage::identified(Authority::one_gate());
    stage.key(Key::Char('2')).type_in("222222").key(Key::Enter);
    assert_eq!(stage.id(), PageId::NewPassword);
    assert_eq!(stage.authority.opened, [(Gate::First, Method::Totp)]);
}

#[test]
fn a_reset_under_way_cannot_be_stopped_into_a_lie() {
    let mut stage = Stage::proved();
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper");
    let effects = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    assert!(matches!(effects.as_slice(), [Effect::Reset { .. }]));
    stage.key(Key::F(10));
    assert_eq!(stage.id(), PageId::NewPassword);
    assert!(stage.event_unanswered(Event::Input(Input::Key(Key::Enter))).is_empty(), "nothing is sent twice");
    let Some(Effect::Reset { proofs, .. }) = effects.into_iter().next() else { panic!("a reset") };
    let answer = ResetAnswer::Refused { proofs, complaints: vec![] };
    stage.event(Event::Reply(event::Reply::Reset(Ok(answer))));
    assert_eq!(stage.id(), PageId::NewPassword);
}
