//! The state machine against an authority that answers by rote: the way through, the wrong order of
//! everything, and what no sequence of events may reach.

mod answers;
mod ask_help;
mod authority;
mod captcha;
mod closed_ways;
mod comfort;
mod dead_ends;
mod delivery;
mod endings;
mod help;
mod houses;
mod idle;
mod leaving;
mod listing;
mod mending;
mod pointing;
mod questions;
mod remains;
mod reminder;
mod settings;
mod sign_in;
mod sign_key;
mod suggestion;
mod troubles;
mod unlock;
mod wrong_order;

use super::*;
use crate::domain::account::Address;
use crate::domain::mask::Mask;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Ending, ResetAnswer, Trouble};
use crate::domain::time::Span;
use crate::input::{Input, Key};
use crate::page::{Action, Focus, PageId, Sight, Tone, Value};
use authority::{Authority, Lock, START, house};

/// What is told of `address`.
pub fn masked(address: &str) -> Mask {
    Address::parse(address).expect("an address").mask()
}

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
    for (tries, id) in [(2, "code-wrong"), (1, "code-wrong"), (0, "code-wrong-dead-wait")] {
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
fn a_password_that_was_typed_once_is_asked_for_again() {
    for suggested in [false, true] {
        let mut stage = Stage::proved();
        if suggested {
            stage.key(Key::F(7));
        } else {
            stage.type_in("zebra copper").key(Key::Enter);
        }
        stage.key(Key::Enter);
        let page = stage.page();
        assert_eq!((page.id, page.focus), (PageId::NewPassword, Focus::Field(1)));
        assert_eq!(page.fields[1].error.as_ref().map(|error| error.id), Some("complaint-repeat-empty"), "{suggested}");
    }
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
fn a_password_that_was_used_makes_room_for_another_and_keeps_the_proofs() {
    let mut stage = Stage::proved();
    stage.authority.refuses = true;
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    assert_eq!(stage.page().notices[0].text.id, "complaint-current");
    stage.authority.refuses = false;
    stage.type_in("velvet anchor").key(Key::Enter).type_in("velvet anchor").key(Key::Enter);
    assert_eq!(stage.id(), PageId::DoneReset);
    assert_eq!(stage.authority.password.as_deref(), Some("velvet anchor"));
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
fn the_end_is_told_wherever_a_known_visit_stands() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1')).key(Key::Esc).key(Key::Esc);
    assert_eq!(stage.id(), PageId::Identify);
    stage.key(Key::Esc).key(Key::F(10));
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Stopped)]), "a code may be open");
    stage.key(Key::Enter);
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(_), Effect::Over]), "and is told once");
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
