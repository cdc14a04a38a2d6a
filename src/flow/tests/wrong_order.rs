//! Steps in the wrong order are refused: every reply in every state, and random sequences of
//! everything that can happen.

use proptest::prelude::*;

use super::super::event::{Event, Reply};
use super::authority::Lock;
use super::settings;
use super::*;
use crate::domain::captcha::Kind;
use crate::domain::code::Tag;
use crate::domain::help::{HelpAnswer, HelpNumber, HelpReceipt, UserIdAnswer};
use crate::domain::id::ChallengeId;
use crate::domain::method::Gates;
use crate::domain::outcome::{
    Answered, ChangeAnswer, Done, Identified, LanguageSet, Opened, PhoneAnswer, QuestionsAnswered, Resent, SignInAnswer,
    UnlockAnswer, Way,
};
use crate::domain::secret::Secret;
use crate::domain::support::SupportCode;
use crate::page::Focus;

/// Every kind of reply, each as good as an attacker could wish for.
fn replies(now: Moment) -> Vec<Reply> {
    let mut authority = Authority::one_gate();
    let mut challenge = || authority.challenge(Gate::First, Way::Totp, now, Tag::FIRST);
    let proof = authority::proof(&challenge(), now);
    let (one, two, three) = (challenge(), challenge(), challenge());
    let answers = authority::proof(&authority.question_set(Gate::Second, now).challenge, now);
    let questions = authority.question_set(Gate::First, now);
    let help = HelpReceipt { number: HelpNumber::draw([1; 16]), support: SupportCode::new([1; 16]) };
    vec![
        Reply::Identified(Ok(Identified::Welcome(authority.person()))),
        Reply::Riddle(Ok(authority::asked(Kind::Picture, false))),
        Reply::Opened(Ok(Opened::Challenge(one))),
        Reply::Resent(Ok(Resent::Challenge(two))),
        Reply::Answered(Ok(Answered::Proved { proof, person: None })),
        Reply::Opened(Ok(Opened::Questions(questions))),
        Reply::QuestionsAnswered(Ok(QuestionsAnswered::Proved { proof: answers, person: None })),
        Reply::Measured { edition: 99, assessment: Authority::assessment() },
        Reply::Reset(Ok(ResetAnswer::Done(authority::receipt(Done::Reset, now), None))),
        Reply::Unlocked(Ok(UnlockAnswer::Done(authority::receipt(Done::Unlock, now)))),
        Reply::Changed(Ok(ChangeAnswer::Done(authority::receipt(Done::Change, now), None))),
        Reply::SignedIn(Ok(SignInAnswer::Welcome { signed_in: authority::signed_in(now), home: authority.home() })),
        Reply::LanguageSet(Ok(LanguageSet::Done { signed_in: authority::signed_in(now), language: Language::Dutch })),
        Reply::HelpAsked(Ok(HelpAnswer::Sent(help))),
        Reply::UserIdSent(Ok(UserIdAnswer::Sent)),
        Reply::PhoneConfirmed(Ok(PhoneAnswer::Sent(three))),
        Reply::Suggested { edition: 99, suggestion: None },
        Reply::Delivery { challenge: ChallengeId::from_stored("another".to_owned()), failed: true },
    ]
    .into_iter()
    .chain(settings::ledger::replies(now).into_iter().map(|reply| Reply::Settings(Box::new(reply))))
    .collect()
}

/// A stage on every page that can be reached, by its name.
pub fn stages() -> Vec<Stage> {
    let mut identify = Stage::new(Authority::two_gates());
    identify.key(Key::Char('1'));
    let mut code = Stage::identified(Authority::two_gates());
    code.key(Key::Char('1'));
    let mut second = Stage::identified(Authority::two_gates());
    second.key(Key::Char('1')).type_in("111111").key(Key::Enter);
    let more = || Authority { more: authority::more(), ..Authority::two_gates() };
    let mut recovery = Stage::identified(more());
    recovery.key(Key::Char('3')).type_in("222");
    let mut phone = Stage::identified(more());
    phone.key(Key::Char('4')).type_in("06 ");
    let mut totp = Stage::identified(Authority::two_gates());
    totp.key(Key::Char('2'));
    let mut key = Stage::identified(more());
    key.key(Key::Char('5')).type_in("-----BEGIN");
    assert_eq!(key.id(), PageId::SignKey);
    let mut questions = Stage::identified(Authority::two_gates());
    questions.key(Key::Char('1')).type_in("111111").key(Key::Enter).key(Key::Char('2')).type_in("rex");
    let mut done = Stage::proved();
    done.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    let mut blocked = Stage::identified(Authority::one_gate());
    blocked.authority.blocks = Some(Method::Email);
    blocked.key(Key::Char('1')).type_in("000000").key(Key::Enter);
    let mut ending = Stage::proved();
    ending.key(Key::Esc);
    let mut farewell = Stage::new(Authority::two_gates());
    farewell.key(Key::Char('1')).key(Key::F(10));
    let mut troubled = Stage::new(Authority::two_gates());
    troubled.authority.trouble = Some(Trouble::Unavailable);
    troubled.key(Key::Char('1')).type_in("ada").key(Key::Enter);
    let start = Stage::new(Authority::two_gates());
    let choose = Stage::identified(Authority::two_gates());
    let mut riddle = Stage::new(Authority::two_gates());
    riddle.authority.riddle = Some("7");
    riddle.key(Key::Char('1')).type_in("ada").key(Key::Enter);
    let goal = Stage::asked_why(Authority::two_gates());
    let mut not_locked = Stage::asked_why(Authority::one_gate());
    not_locked.authority.unlock = Some(Lock::Open);
    not_locked.key(Key::Char('2')).key(Key::Char('1')).type_in("111111").key(Key::Enter);
    let mut sign_in = Stage::new(Authority::two_gates());
    sign_in.key(Key::Char('3')).type_in("ada");
    let mut changed = Stage::signed_in('2');
    changed.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    let members = [sign_in, Stage::signed_in('3'), changed];
    let first = vec![start, identify, riddle, goal, not_locked, choose, code, second, totp, questions, recovery, phone, key];
    let mut asking = Stage::identified(Authority::two_gates());
    asking.key(Key::F(3)).type_in("help");
    let mut asked = Stage::proved();
    asked.key(Key::F(3)).key(Key::Enter);
    let mut forgot = Stage::new(Authority::two_gates());
    forgot.key(Key::Char('1')).key(Key::Tab).key(Key::Tab).key(Key::Tab).key(Key::Enter);
    let mut sent = Stage::new(Authority::two_gates());
    sent.key(Key::Char('1')).key(Key::Tab).key(Key::Tab).key(Key::Tab).key(Key::Enter);
    sent.type_in("ada@example.org").key(Key::Enter);
    assert_eq!(asking.id(), PageId::HelpRequest);
    assert_eq!(asked.id(), PageId::HelpSent);
    assert_eq!([forgot.id(), sent.id()], [PageId::ForgotUserId, PageId::UserIdSent]);
    let last = vec![Stage::proved(), done, blocked, ending, farewell, troubled, asking, asked, forgot, sent];
    first.into_iter().chain(last).chain(members).chain(settings::stages()).chain(reminder::stages()).collect()
}

#[test]
fn a_reply_that_nobody_asked_for_changes_nothing() {
    for place in 0..stages().len() {
        for reply in replies(START) {
            let mut stage = stages().swap_remove(place);
            let (before, what) = (stage.page(), format!("{reply:?}"));
            let effects = stage.event_unanswered(Event::Reply(reply));
            assert!(effects.is_empty(), "{:?} after {what}: {effects:?}", before.id);
            assert_eq!(stage.page(), before, "{what}");
        }
    }
}

#[test]
fn a_reply_to_another_question_changes_nothing() {
    for (place, reply) in replies(START).into_iter().enumerate().filter(|(place, _)| *place != 0) {
        let mut stage = Stage::new(Authority::two_gates());
        stage.key(Key::Char('1')).type_in("ada");
        let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        assert!(matches!(asked.as_slice(), [Effect::Identify { .. }]));
        let effects = stage.event_unanswered(Event::Reply(reply));
        assert!(effects.is_empty() && stage.id() == PageId::Identify, "reply {place}");
    }
}

/// A step that was sent nothing took that for an answer (authentik CVE-2026-49448).
#[test]
fn what_is_empty_or_blank_leads_nowhere() {
    let asks = [PageId::Identify, PageId::Captcha, PageId::EnterCode, PageId::EnterTotp, PageId::NewPassword];
    let asking = |stage: &Stage| asks.contains(&stage.id());
    assert_eq!(stages().iter().filter(|stage| asking(stage)).count(), asks.len());
    for mut stage in stages().into_iter().filter(asking) {
        for typed in ["", " ", "\u{3000}", "\u{200b}"] {
            let (id, resets) = (stage.id(), stage.authority.resets.len());
            for c in typed.chars() {
                stage.event_unanswered(Event::Input(Input::Key(Key::Char(c))));
            }
            for _ in 0..=stage.page().fields.len() {
                let effects = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
                assert!(effects.is_empty(), "{id:?} sends {typed:?}: {effects:?}");
            }
            stage.event(Event::Tick);
            assert_eq!((stage.id(), stage.authority.resets.len()), (id, resets), "{typed:?}");
            stage.key(Key::Ctrl('u'));
        }
    }
}

/// What is sent twice at a time is asked once.
#[test]
fn what_is_sent_again_while_it_is_looked_at_is_not_asked_again() {
    let filled =
        [(PageId::Identify, "ada"), (PageId::Captcha, "7"), (PageId::EnterCode, "111111"), (PageId::EnterTotp, "222222")];
    for (id, typed) in filled {
        let mut stage = stages().into_iter().find(|stage| stage.id() == id).expect("a stage");
        stage.type_in(typed);
        let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        assert_eq!(asked.len(), 1, "{id:?}");
        for _ in 0..3 {
            let again = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
            assert!(again.is_empty(), "{id:?} asks {again:?} too");
        }
    }
}

#[test]
fn every_page_has_a_way_out() {
    for mut stage in stages().into_iter().skip(1) {
        let id = stage.id();
        let mut presses = 0;
        while !stage.seen.iter().any(|effect| matches!(effect, Effect::Over)) && stage.id() != PageId::Start {
            assert!(presses < 8, "{id:?} has no way out, stands on {:?}", stage.id());
            presses += 1;
            match stage.id() {
                PageId::EndVisit => stage.key(Key::Tab).key(Key::Enter),
                PageId::Farewell => stage.key(Key::Enter),
                _ => stage.key(Key::F(10)),
            };
        }
    }
}

/// What a visitor, the clock and a broken world may do.
#[derive(Clone, Debug)]
pub enum Move {
    Key(Key),
    Type(&'static str),
    /// What somebody says instead of pressing keys.
    Fill(usize, &'static str),
    Pick(Focus),
    Wait(u16),
    Trouble(bool),
    Riddle(bool),
    Stray(usize),
}

pub fn moves() -> impl Strategy<Value = Move> {
    let keys = [
        Key::Enter,
        Key::Esc,
        Key::Tab,
        Key::BackTab,
        Key::Up,
        Key::Left,
        Key::Char('1'),
        Key::Char('2'),
        Key::Char('3'),
        Key::Char('5'),
        Key::F(1),
        Key::F(2),
        Key::F(3),
        Key::F(7),
        Key::F(8),
        Key::F(10),
        Key::Ctrl('c'),
        Key::Backspace,
        Key::PageDown,
    ];
    let texts = ["ada", "bob", "violet", "111111", "222222", "000000", "rex", "zebra copper", "new@example.net"];
    prop_oneof![
        4 => proptest::sample::select(keys.to_vec()).prop_map(Move::Key),
        4 => proptest::sample::select(texts.to_vec()).prop_map(Move::Type),
        3 => Just(Move::Key(Key::Enter)),
        2 => (0_usize..4, proptest::sample::select(texts.to_vec())).prop_map(|(field, text)| Move::Fill(field, text)),
        3 => (0_usize..7).prop_map(|place| Move::Pick(Focus::Action(place))),
        2 => (0_usize..4).prop_map(|place| Move::Pick(Focus::Choice(place))),
        1 => (0_u16..400).prop_map(Move::Wait),
        1 => any::<bool>().prop_map(Move::Trouble),
        1 => any::<bool>().prop_map(Move::Riddle),
        1 => (0_usize..19).prop_map(Move::Stray),
    ]
}

pub fn make(stage: &mut Stage, step: &Move) {
    match step {
        Move::Key(key) => {
            stage.key(*key);
        }
        Move::Type(text) => {
            stage.type_in(text);
        }
        Move::Fill(field, text) => stage.event(Event::Fill(*field, Secret::new((*text).to_owned()))),
        Move::Pick(item) => {
            let page = stage.id();
            stage.event(Event::Point { page, item: *item });
        }
        Move::Wait(seconds) => {
            stage.wait(Span::seconds(u32::from(*seconds)));
        }
        Move::Trouble(on) => stage.authority.trouble = on.then_some(Trouble::Unavailable),
        Move::Riddle(on) => stage.authority.riddle = on.then_some("111111"),
        Move::Stray(place) => stage.event(Event::Reply(replies(stage.now).swap_remove(*place))),
    }
}

/// A step whose stray reply answers a question under way is the authority's own word, not a stray:
/// replies reach a visit only through its own channel. Everything else must hold for every sequence.
fn holds(stage: &Stage, gates: Gates) -> Result<(), TestCaseError> {
    for methods in stage.authority.resets.iter().chain(&stage.authority.unlocks) {
        prop_assert!(methods.len() >= gates.count(), "a change on {methods:?}");
        let mut classes: Vec<_> = methods.iter().map(|method| method.class()).collect();
        classes.dedup();
        prop_assert_eq!(classes.len(), methods.len(), "a change on {:?}", methods);
        prop_assert!(methods.first() != Some(&Method::Questions), "questions came first");
    }
    let ledger = &stage.authority.ledger;
    prop_assert!(ledger.unproved == 0, "the settings were changed before anything was proved");
    prop_assert!(ledger.changes.is_empty() || stage.authority.signed_in > 0, "a registration by nobody");
    prop_assert!(stage.authority.changes == 0 || stage.authority.signed_in > 0, "a change by nobody");
    let early = stage.authority.opened.iter().any(|(gate, method)| (*gate, *method) == (Gate::First, Method::Questions));
    prop_assert!(!early, "questions were asked for at the first gate");
    let page = stage.page();
    prop_assert!(page.id != PageId::NewPassword || !stage.authority.opened.is_empty() || stage.authority.signed_in > 0);
    prop_assert!(page.id == PageId::Start || !page.actions.is_empty(), "{:?} has nothing to press", page.id);
    Ok(())
}

proptest! {
    #[test]
    fn no_sequence_changes_an_account_without_its_proofs(
        two in any::<bool>(),
        has_own in any::<bool>(),
        unlock in proptest::sample::select(vec![None, Some(Lock::Open), Some(Lock::Shut)]),
        steps in proptest::collection::vec(moves(), 1..60),
    ) {
        let (mut authority, gates) = if two { (Authority::two_gates(), Gates::Two) } else { (Authority::one_gate(), Gates::One) };
        authority.unlock = unlock;
        authority.ledger.has_own = has_own;
        let mut stage = Stage::new(authority);
        for step in &steps {
            make(&mut stage, step);
            holds(&stage, gates)?;
        }
    }
}
