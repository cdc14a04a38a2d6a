//! What is changed in the list: removed, preferred, answered, written down; and what is said of it then.

use super::super::super::settings::{SettingsReply, SettingsWish};
use super::super::authority::signed_in;
use super::super::*;
use super::at_list;
use super::ledger::registration;
use crate::domain::id::TotpId;
use crate::domain::question::BadAnswer;
use crate::domain::registration::{ChangeOutcome, Changed, Entered, Item, Registration, Unfit};
use crate::page::{Arg, Text};

#[test]
fn what_cannot_be_removed_is_not_offered_and_says_why() {
    let mut stage = at_list();
    let registration = registration();
    let kept = vec![
        (Item::App(registration.apps[0].clone()), Unfit::Needed),
        (Item::Contact(registration.contacts[1].id.clone()), Unfit::LastOwn),
    ];
    show(&mut stage, Registration { kept, ..registration });
    stage.key(Key::Char('4'));
    assert_eq!((stage.id(), stage.page().focus), (PageId::Methods, Focus::Choice(3)), "nothing else could be done with it");
    assert_eq!(stage.page().notices[0].text.id, "unfit-needed");
    stage.key(Key::Char('2'));
    assert_eq!(stage.id(), PageId::ConfirmRemove);
    assert_eq!(stage.page().choices.iter().map(|choice| choice.id).collect::<Vec<_>>(), ["remove-keep", "remove-prefer"]);
    assert_eq!(stage.page().lead[1].id, "unfit-last-own");
    stage.key(Key::Down).key(Key::Enter);
    assert_eq!(stage.authority.ledger.changes, ["address-preferred"]);
}

/// The list with `registration` in it.
fn show(stage: &mut Stage, registration: Registration) {
    stage.key(Key::Esc);
    let _: Vec<Effect> = stage.event_unanswered(Event::Input(Input::Key(Key::Char('2'))));
    let entered = Entered::Open { signed_in: signed_in(stage.now), registration };
    stage.event(Event::Reply(Reply::Settings(Box::new(SettingsReply::Entered(Ok(entered))))));
    assert_eq!(stage.id(), PageId::Methods);
}

/// What is said, and the choices, of the list once `what` was made of its line `number`.
fn after(number: char, registration: Registration, what: Changed, now: Registration) -> (Text, Vec<&'static str>, Focus) {
    let mut stage = at_list();
    show(&mut stage, registration);
    stage.key(Key::Char(number));
    let last = stage.page().choices.len() - 1;
    let asked = stage.event_unanswered(Event::Point { page: PageId::ConfirmRemove, item: Focus::Choice(last) });
    assert!(matches!(asked.as_slice(), [Effect::Settings(SettingsWish::Change { .. })]), "{asked:?}");
    let done = ChangeOutcome::Done { signed_in: signed_in(stage.now), registration: now, what, notified: 0 };
    stage.event(Event::Reply(Reply::Settings(Box::new(SettingsReply::Changed(Ok(done))))));
    let page = stage.page();
    (page.notices[0].text.clone(), page.choices.iter().map(|choice| choice.id).collect(), page.focus)
}

#[test]
fn the_news_of_a_change_names_what_it_is_about_and_a_single_app_has_no_number() {
    let app = |id: &str| TotpId::from_stored(id.to_owned());
    let two = Registration { apps: vec![app("T"), app("U")], ..registration() };
    let (news, choices, _) = after('5', two, Changed::AppRemoved, registration());
    assert_eq!(news, Text::new("changed-app-removed-numbered").with("number", 2));
    assert!(choices.contains(&"method-only-app") && !choices.contains(&"method-app"), "{choices:?}");
    let none = Registration { apps: vec![], ..registration() };
    assert_eq!(after('4', registration(), Changed::AppRemoved, none).0.id, "changed-app-removed");
    let (news, ..) = after('2', registration(), Changed::AddressRemoved, registration());
    assert_eq!(news, Text::new("changed-address-removed").with("mask", &masked("o@example.org")));
    let answered = || Registration { questions: 3, codes: 10, ..registration() };
    assert_eq!(after('5', answered(), Changed::AnswersRemoved, registration()).0.id, "changed-answers-removed");
    assert_eq!(after('6', answered(), Changed::SheetRemoved, registration()).0.id, "changed-sheet-removed");
    let mut stage = at_list();
    stage.key(Key::Char('5')).type_in("111111").key(Key::Enter);
    assert_eq!(stage.page().notices[0].text.id, "changed-app-added");
}

/// One app that is left has no number, and those before the one that went keep theirs.
#[test]
fn only_apps_that_get_new_numbers_are_said_to_have_them() {
    let several = |ids: &[&str]| {
        let apps = ids.iter().map(|id| TotpId::from_stored((*id).to_owned())).collect();
        Registration { apps, ..registration() }
    };
    for (line, apps, id, number) in [
        ('4', &["T", "U"][..], "changed-app-removed-numbered", 1),
        ('5', &["T", "U"], "changed-app-removed-numbered", 2),
        ('4', &["T", "U", "V"], "changed-app-removed-of-several", 1),
        ('5', &["T", "U", "V"], "changed-app-removed-of-several", 2),
        ('6', &["T", "U", "V"], "changed-app-removed-numbered", 3),
    ] {
        let (news, ..) = after(line, several(apps), Changed::AppRemoved, registration());
        assert_eq!(news, Text::new(id).with("number", number), "{apps:?}");
    }
}

#[test]
fn after_a_change_the_focus_is_on_what_comes_next() {
    let done = after('4', registration(), Changed::AppRemoved, registration()).2;
    assert_eq!(done, Focus::Action(0), "nothing is missing");
    let (_, choices, focus) = after('4', registration(), Changed::AppRemoved, Registration { has: 1, ..registration() });
    let Focus::Choice(place) = focus else { panic!("{focus:?}") };
    assert_eq!(choices[place], "methods-add-another-app", "one is missing");
}

#[test]
fn one_thing_is_removed_or_preferred() {
    let mut stage = at_list();
    stage.key(Key::Char('1'));
    let offered = |stage: &Stage| stage.page().choices.iter().map(|choice| choice.id).collect::<Vec<_>>();
    assert_eq!(offered(&stage), ["remove-keep", "remove-yes"], "codes go there first already");
    stage.key(Key::Esc).key(Key::Char('2'));
    assert_eq!(offered(&stage), ["remove-keep", "remove-prefer", "remove-yes"]);
    stage.key(Key::Down).key(Key::Enter);
    stage.key(Key::Char('4')).key(Key::Down).key(Key::Enter);
    assert_eq!(stage.authority.ledger.changes, ["address-preferred", "app-removed"]);
}

#[test]
fn a_bad_answer_is_asked_for_again_and_the_others_stay() {
    let mut stage = at_list();
    stage.key(Key::Char('7'));
    stage.authority.ledger.why = Some(Unfit::Answer { place: 1, why: BadAnswer::Common });
    for answer in ["one", "two", "three"] {
        stage.key(Key::Char('1')).type_in(answer).key(Key::Enter);
    }
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("bad-answer-common"));
    stage.authority.ledger.why = None;
    stage.type_in("four").key(Key::Enter);
    assert_eq!(stage.authority.ledger.changes, ["answers-set"]);
}

#[test]
fn a_sheet_stays_until_it_is_on_paper_or_thrown_away() {
    let mut stage = at_list();
    stage.key(Key::Char('8'));
    let codes = stage.page().lead;
    assert_eq!((codes.len(), stage.page().title.id), (12, "sheet-title"));
    stage.key(Key::Enter).type_in("AAAAA").key(Key::Esc);
    assert!(stage.page().lead.len() == 1 && stage.page().fields.len() == 1, "Esc empties the field first");
    stage.key(Key::Esc);
    assert_eq!(stage.page().lead, codes);
    stage.key(Key::Enter).key(Key::Enter);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("sheet-paper-empty"));
    stage.authority.ledger.why = Some(Unfit::Code);
    stage.type_in("AAAAA").key(Key::Enter);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("sheet-paper-wrong"));
    stage.authority.trouble = Some(Trouble::Unavailable);
    stage.type_in("CCCCC").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Unavailable);
    (stage.authority.trouble, stage.authority.ledger.why) = (None, None);
    stage.key(Key::Enter).key(Key::Esc).key(Key::Esc);
    assert_eq!(stage.page().lead, codes, "the same sheet after all of that");
    stage.key(Key::Esc).key(Key::Char('2'));
    assert_eq!((stage.id(), stage.authority.ledger.changes.len()), (PageId::Methods, 0));
    stage.key(Key::Char('8')).key(Key::Enter).type_in("CCCCC").key(Key::Enter);
    assert_eq!((stage.id(), stage.authority.ledger.changes.as_slice()), (PageId::Methods, &["sheet-made"][..]));
}

#[test]
fn the_way_back_from_a_question_leads_to_the_answer_before() {
    let mut stage = at_list();
    stage.key(Key::Char('7')).key(Key::Char('1')).type_in("Ghent").key(Key::Enter);
    assert!(stage.page().fields.is_empty(), "the next question is chosen: {:?}", stage.page());
    stage.key(Key::Esc);
    assert_eq!(stage.page().fields.len(), 1, "the first one again: {:?}", stage.page());
}

/// Only the most secure way of one's own opens the settings; the others do not while it is there.
#[test]
fn each_way_is_called_good_for_what_it_is_good_for_now() {
    let good = |registration: Registration| -> Vec<Arg> {
        let mut stage = at_list();
        show(&mut stage, registration);
        let args = stage.page().choices.into_iter().flat_map(|choice| choice.args);
        args.filter(|(name, _)| *name == "good").map(|(_, good)| good).collect()
    };
    let [both, password, spare] = ["good-for-both", "good-for-password", "good-for-spare"].map(Arg::Word);
    let [first, second] = [password.clone(), password.clone()];
    assert_eq!(good(registration()), [first, second, both.clone()]);
    let by_mail = Registration { opens: Some(Method::Email), takes: vec![Method::Email], ..registration() };
    assert_eq!(good(by_mail), [both.clone(), both, spare]);
}

#[test]
fn an_address_is_of_no_use_where_no_letter_goes_out() {
    for (mails, good, help) in [(true, "good-for-both", "methods"), (false, "good-for-nothing", "methods-no-mail")] {
        let mut stage = at_list();
        show(&mut stage, Registration { mails, opens: Some(crate::domain::method::Method::Email), ..registration() });
        let page = stage.page();
        let own = page.choices.iter().find(|choice| choice.id == "method-address").expect("an address");
        assert!(own.args.contains(&("good", Arg::Word(good))), "{own:?}");
        assert_eq!(page.help, help);
    }
}

#[test]
fn the_focus_stays_on_what_was_refused() {
    let mut stage = at_list();
    stage.authority.ledger.why = Some(Unfit::NoMail);
    stage.key(Key::Char('3'));
    let refused = |stage: &Stage| (stage.id(), stage.page().notices[0].text.id, stage.page().focus);
    assert_eq!(refused(&stage), (PageId::Methods, "unfit-no-mail", Focus::Choice(2)));
    stage.key(Key::Char('2')).key(Key::End);
    let last = stage.page().choices.len() - 1;
    stage.event(Event::Point { page: PageId::ConfirmRemove, item: Focus::Choice(last) });
    assert_eq!(refused(&stage), (PageId::Methods, "unfit-no-mail", Focus::Choice(1)));
}

/// Help says nothing of taking away what cannot be.
#[test]
fn a_sheet_that_can_only_be_replaced_is_helped_with_so() {
    let sheet = || Registration { codes: 10, ..registration() };
    for (kept, help) in [(vec![], "confirm-remove"), (vec![(Item::Sheet, Unfit::Needed)], "replace-sheet")] {
        let mut stage = at_list();
        show(&mut stage, Registration { kept, ..sheet() });
        let place = stage.page().choices.iter().position(|choice| choice.id == "method-sheet").expect("a sheet");
        stage.event(Event::Point { page: PageId::Methods, item: Focus::Choice(place) });
        assert_eq!((stage.id(), stage.page().help), (PageId::ConfirmRemove, help));
    }
}

/// A number that follows the order of preference would be somebody else's after every change of it.
#[test]
fn the_list_keeps_its_order_and_marks_where_codes_go_first() {
    let listed = |registration: Registration| -> Vec<(&'static str, Arg)> {
        let mut stage = at_list();
        show(&mut stage, registration);
        let is_address = |choice: &Text| choice.id.starts_with("method-address");
        let choices = stage.page().choices.into_iter().filter(is_address);
        choices.map(|choice| (choice.id, mask_of(&choice))).collect()
    };
    let swapped = || {
        let mut registration = registration();
        registration.contacts.swap(0, 1);
        registration
    };
    let [m, o] = ["a@example.org", "o@example.org"]
        .map(|address| mask_of(&Text::new("remove-address-lead").with("mask", &masked(address))));
    assert_eq!(listed(registration()), [("method-address-first", m.clone()), ("method-address", o.clone())]);
    assert_eq!(listed(swapped()), [("method-address", m.clone()), ("method-address-first", o)]);
    let mut stage = at_list();
    show(&mut stage, swapped());
    stage.key(Key::Char('2'));
    assert_eq!(stage.page().choices.iter().map(|choice| choice.id).collect::<Vec<_>>(), ["remove-keep", "remove-yes"]);
    let mut single = registration();
    single.contacts.remove(1);
    assert_eq!(listed(single), [("method-address", m)], "there is no other");
}

fn mask_of(text: &Text) -> Arg {
    text.args.iter().find(|(name, _)| *name == "mask").map(|(_, mask)| mask.clone()).expect("an address")
}

#[test]
fn whoever_may_choose_no_password_is_promised_none() {
    let mut stage = at_list();
    show(&mut stage, Registration { may_reset: false, questions: 3, codes: 10, ..registration() });
    let page = stage.page();
    assert_eq!(page.lead[..2].iter().map(|text| text.id).collect::<Vec<_>>(), ["methods-lead-not-open", "methods-not-open"]);
    let goods: Vec<_> = page.choices.iter().flat_map(|choice| &choice.args).filter(|(name, _)| *name == "good").collect();
    let [opens, spare] = ["good-for-settings", "good-for-spare"].map(|good| ("good", Arg::Word(good)));
    assert_eq!(goods, [&spare, &spare, &opens, &spare, &spare]);
}

/// Fewer answers than are asked for open nothing, whatever else goes.
#[test]
fn what_could_not_open_the_settings_is_not_called_a_spare() {
    let good = |could_answer: bool| {
        let mut stage = at_list();
        show(&mut stage, Registration { may_reset: false, questions: 2, could_answer, ..registration() });
        let of_questions = stage.page().choices.into_iter().find(|choice| choice.id == "method-questions").expect("answers");
        of_questions.args.into_iter().find(|(name, _)| *name == "good").map(|(_, good)| good)
    };
    assert_eq!(good(true), Some(Arg::Word("good-for-spare")));
    assert_eq!(good(false), Some(Arg::Word("good-for-nothing")));
}

/// Nobody is told who sees what is not there.
#[test]
fn who_sees_what_is_said_of_what_there_is() {
    let told = |addresses: bool, questions: usize, can_ask: bool| {
        let mut stage = at_list();
        let all = registration();
        let contacts = if addresses { all.contacts.clone() } else { vec![] };
        let asks = all.asks.clone().filter(|_| can_ask);
        show(&mut stage, Registration { contacts, questions, asks, ..all });
        stage.page().lead.iter().map(|text| text.id).find(|id| id.starts_with("methods-seen"))
    };
    assert_eq!(told(true, 0, true), Some("methods-seen"));
    assert_eq!(told(true, 3, false), Some("methods-seen"));
    assert_eq!(told(true, 0, false), Some("methods-seen-addresses"));
    assert_eq!(told(false, 3, true), Some("methods-seen-answers"));
    assert_eq!((told(false, 0, true), told(false, 0, false)), (None, None));
}

#[test]
fn the_way_back_from_other_questions_leads_to_the_first_and_loses_nothing() {
    let mut stage = at_list();
    stage.key(Key::Char('7')).key(Key::Char('1')).type_in("Ghent").key(Key::Enter);
    let first = stage.page();
    stage.key(Key::Char('9'));
    assert_ne!(stage.page().choices, first.choices, "other questions");
    stage.key(Key::Esc);
    assert_eq!((stage.page().choices, stage.page().step), (first.choices, first.step), "the second of three is asked");
}

#[test]
fn an_empty_answer_is_asked_for_by_itself() {
    let mut stage = at_list();
    stage.key(Key::Char('7')).key(Key::Char('1')).type_in("  ").key(Key::Enter);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("add-answers-empty"));
}

/// Nobody is told to add what cannot be added: where no kind is left, another app is.
#[test]
fn what_is_wise_to_add_can_be_added() {
    let told = |registration: Registration| {
        let mut stage = at_list();
        show(&mut stage, registration);
        let wise = stage.page().lead[1].id;
        let place = stage.page().actions.iter().position(|action| *action == Action::Finish).expect("offered");
        stage.event(Event::Point { page: PageId::Methods, item: Focus::Action(place) });
        (wise, stage.page().lead.first().map(|text| text.id))
    };
    assert_eq!(told(registration()), ("methods-enough-app", Some("methods-enough-app")));
    let another = Registration { can_add: vec![Method::RecoveryCode], ..registration() };
    assert_eq!(told(another.clone()), ("methods-enough", Some("done-register-enough")));
    assert_eq!(told(Registration { has: 3, ..another }), ("methods-spare", Some("done-register-spare")));
    // No second of none, and no third.
    let three_addresses = Registration { apps: vec![], ..registration() };
    assert_eq!(told(three_addresses.clone()), ("methods-enough-alone", None));
    let mut one_address = three_addresses;
    one_address.contacts.iter_mut().skip(1).for_each(|contact| contact.of_house = true);
    assert_eq!(told(one_address.clone()), ("methods-enough-address", Some("methods-enough-address")));
    assert_eq!(told(Registration { mails: false, ..one_address }), ("methods-enough-alone", None), "none can be added");
}

/// Whoever may not choose a password here is promised no way back in.
#[test]
fn no_way_back_in_is_promised_where_there_is_none() {
    let told = |may_reset| {
        let mut stage = at_list();
        let none = Registration { contacts: vec![], apps: vec![], may_reset, ..registration() };
        show(&mut stage, none);
        stage.page().lead[0].id
    };
    assert_eq!((told(true), told(false)), ("methods-none", "methods-none-own"));
    assert_eq!(at_list().page().lead[0].id, "methods-lead", "who has a way that gets codes is told so");
    let mut stage = at_list();
    let mut of_house = Registration { apps: vec![], ..registration() };
    of_house.contacts.drain(..2);
    of_house.contacts[0].of_house = true;
    show(&mut stage, of_house);
    assert_eq!(stage.page().lead[0].id, "methods-none-own", "a mailbox that gets codes is a way as long as it is read");
}

/// Nobody is asked for more than they can add.
#[test]
fn whoever_can_add_nothing_is_asked_for_nothing() {
    let told = |can_add: Vec<Method>| {
        let mut stage = at_list();
        show(&mut stage, Registration { has: 1, can_add, ..registration() });
        stage.page().lead[1].id
    };
    assert_eq!(told(vec![Method::Totp]), "methods-missing");
    assert_eq!(told(vec![]), "methods-missing-stuck");
}

/// Where no letter brings a code for a new password, an address of the organisation is no better than any other.
#[test]
fn an_address_of_the_organisation_promises_a_password_only_where_one_can_be_had() {
    for (mails, may_reset, good) in [
        (true, true, "good-for-password-of-house"),
        (false, true, "good-for-nothing"),
        (true, false, "good-for-spare"),
        (false, false, "good-for-nothing"),
    ] {
        let mut stage = at_list();
        let mut registration = Registration { may_reset, mails, ..registration() };
        registration.contacts[0].of_house = true;
        show(&mut stage, registration);
        let own = &stage.page().choices[0];
        assert!(own.args.contains(&("good", Arg::Word(good))), "{mails} {may_reset}: {own:?}");
        assert_eq!(own.id, "method-address-first", "codes go there first all the same");
    }
}

/// A small window shows what comes first.
#[test]
fn what_a_removal_costs_is_said_before_whom_we_tell() {
    let mut stage = at_list();
    show(&mut stage, Registration { told: 1, ..registration() });
    stage.key(Key::Char('1'));
    let lead: Vec<_> = stage.page().lead.iter().map(|text| text.id).collect();
    assert_eq!(lead, ["remove-address-lead", "remove-last-address", "remove-told"]);
}
