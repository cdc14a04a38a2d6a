//! No page, row or counter tells whose number was typed, or whether anybody has one.

use kiosk::domain::account::Managed;
use kiosk::domain::method::Standing;
use kiosk::domain::time::Span;
use kiosk::page::{Arg, PageId, Text};

use super::{NUMBER, to_the_number};
use crate::support::{Kiosk, Person, Sitting};

/// What can stand behind a user ID, and whether the number that is typed is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum World {
    Right,
    Wrong,
    Unknown,
    DisabledRight,
    ElsewhereWrong,
    WithoutTelephone,
}

const WORLDS: [World; 6] =
    [World::Right, World::Wrong, World::Unknown, World::DisabledRight, World::ElsewhereWrong, World::WithoutTelephone];

/// The message that names the way of `choice`, closed or not.
fn way_of(choice: &Text) -> &'static str {
    let named = choice.args.iter().find_map(|(_, arg)| if let Arg::Message(way) = arg { Some(way.id) } else { None });
    named.unwrap_or(choice.id)
}

async fn settle(kiosk: &Kiosk, world: World) -> &'static str {
    let ada = Person::named("ada").totp().mobile(NUMBER);
    match world {
        World::Unknown => return "06 12345678",
        World::Right | World::Wrong => kiosk.add(ada).await,
        World::DisabledRight => kiosk.add(Person { enabled: false, ..ada }).await,
        World::ElsewhereWrong => kiosk.add(Person { managed: Managed::Elsewhere, ..ada }).await,
        World::WithoutTelephone => kiosk.add(Person::named("ada").totp()).await,
    };
    match world {
        World::Wrong | World::ElsewhereWrong => "06 87654321",
        World::Right | World::Unknown | World::DisabledRight | World::WithoutTelephone => "06 12345678",
    }
}

/// The page as it stands, but for support codes and what was typed.
fn seen(visit: &Sitting<'_>) -> String {
    let mut page = visit.page();
    page.lead.retain(|text| text.id != "support-code");
    format!("{page:?}").replace("06 87654321", "06 12345678")
}

/// What a stranger sees and leaves behind who types a number, a few codes, and that again.
async fn transcript(world: World) -> Vec<String> {
    let kiosk = Kiosk::new().await;
    let typed = settle(&kiosk, world).await;
    let mut told = Vec::new();
    let before = kiosk.traces().await;
    for round in 0..5 {
        let mut visit = kiosk.visit();
        visit.seat.standing = Standing::Open;
        visit.press("1ada⏎").await;
        told.push(seen(&visit));
        let choices = visit.page().choices;
        let Some(place) = choices.iter().position(|choice| choice.id == "choose-sms-on-file") else { break };
        visit.press(&(place + 1).to_string()).await;
        told.push(seen(&visit));
        visit.press(typed).await.press("⏎").await;
        told.push(seen(&visit));
        if round == 0 {
            visit.wait(Span::seconds(31)).await.press("⇥⇥⏎").await;
            told.push(seen(&visit));
        }
        visit.press("000000⏎").await;
        told.push(seen(&visit));
        visit.wait(Span::minutes(1)).await;
        let after = kiosk.traces().await;
        told.push(format!("{:?}", std::array::from_fn::<i64, 4, _>(|place| after[place] - before[place])));
        kiosk.ambient.advance(Span::minutes(3));
    }
    told
}

#[tokio::test]
async fn no_page_row_or_counter_tells_whose_number_it_is() {
    let right = transcript(World::Right).await;
    assert!(right.iter().any(|page| page.contains("enter-text-lead-on-file")), "{right:#?}");
    assert!(right.iter().any(|page| page.contains("enter-text-lead-long-on-file")), "the counters fill: {right:#?}");
    for world in WORLDS {
        let other = transcript(world).await;
        assert_eq!(right.len(), other.len(), "{world:?}");
        for (step, (right, other)) in right.iter().zip(other).enumerate() {
            assert_eq!(*right, other, "step {step} tells {world:?} apart");
        }
    }
}

#[tokio::test]
async fn a_wrong_number_goes_on_like_a_right_one_and_sends_nothing() {
    for world in [World::Wrong, World::Unknown, World::ElsewhereWrong, World::WithoutTelephone] {
        let kiosk = Kiosk::new().await;
        let typed = settle(&kiosk, world).await;
        let mut visit = to_the_number(&kiosk, Standing::Open, 1).await;
        visit.press(typed).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::EnterCode, "{world:?}");
        assert!(kiosk.texts().await.is_empty() && kiosk.mailbox().await.is_empty(), "{world:?}");
    }
}

/// Whoever tries one number after the other could else see by the second code which of them was the right one.
#[tokio::test]
async fn a_second_number_is_answered_alike_whichever_of_the_two_is_theirs() {
    let mut told = Vec::new();
    for numbers in
        [["06 87654321", "06 87654321"], ["06 87654321", "06 12345678"], ["06 12345678", "06 87654321"], ["06 12345678"; 2]]
    {
        let kiosk = Kiosk::new().await;
        settle(&kiosk, World::Right).await;
        let before = kiosk.traces().await;
        let mut visit = to_the_number(&kiosk, Standing::Open, 1).await;
        visit.press(numbers[0]).await.press("⏎").await.wait(Span::seconds(5)).await;
        let first = seen(&visit);
        visit.press("⎋").await;
        let place = visit.page().choices.iter().position(|choice| choice.id == "choose-sms-on-file").expect("texts") + 1;
        visit.press(&place.to_string()).await.press(numbers[1]).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
        let after = kiosk.traces().await;
        let rows = std::array::from_fn::<i64, 4, _>(|place| after[place] - before[place]);
        told.push((numbers, (first, seen(&visit), rows)));
    }
    for (numbers, seen) in &told {
        assert_eq!(*seen, told[0].1, "{numbers:?} are told apart");
    }
}

#[tokio::test]
async fn an_account_that_cannot_be_reset_is_told_so_on_its_own_telephone() {
    let kiosk = Kiosk::new().await;
    let typed = settle(&kiosk, World::DisabledRight).await;
    let mut visit = to_the_number(&kiosk, Standing::Open, 1).await;
    visit.press(typed).await.press("⏎").await;
    let texts = kiosk.texts().await;
    let [text] = texts.as_slice() else { panic!("{} texts", texts.len()) };
    assert!(text.body.expose().contains("cannot be used") && !text.body.expose().contains("code A"), "{}", text.body.expose());
}

/// Where a number is never called wrong, it is counted all the same, for everybody: six texts, and none after.
#[tokio::test]
async fn numbers_close_texts_alike_whosever_they_are() {
    let mut told = Vec::new();
    for world in WORLDS {
        let kiosk = Kiosk::new().await;
        let typed = settle(&kiosk, world).await;
        let mut pages = Vec::new();
        for _ in 0..7 {
            let mut visit = kiosk.visit();
            visit.seat.standing = Standing::Open;
            visit.press("1ada⏎").await;
            let choices = visit.page().choices;
            let place = choices.iter().position(|choice| way_of(choice) == "choose-sms-on-file").expect("texts") + 1;
            visit.press(&place.to_string()).await;
            pages.push(seen(&visit));
            if visit.id() == PageId::ConfirmPhone {
                visit.press(typed).await.press("⏎").await;
            }
            pages.push(format!("{:?}", visit.id()));
            kiosk.ambient.advance(Span::minutes(6));
        }
        told.push((world, pages));
    }
    let (_, right) = &told[0];
    let ids: Vec<&str> = right.iter().skip(1).step_by(2).map(String::as_str).collect();
    assert_eq!(ids, ["EnterCode", "EnterCode", "EnterCode", "EnterCode", "EnterCode", "EnterCode", "ChooseMethod"]);
    for (world, pages) in &told {
        assert_eq!(pages, right, "{world:?} is told apart");
    }
}

/// The sixth number was the last one that is borne, and a text went out for it: another one does, too.
#[tokio::test]
async fn whoever_typed_the_last_number_that_is_borne_gets_another_text() {
    let kiosk = Kiosk::new().await;
    settle(&kiosk, World::Right).await;
    for _ in 0..5 {
        let mut visit = to_the_number(&kiosk, Standing::Open, 1).await;
        visit.press("06 87654321⏎").await;
        assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
        kiosk.ambient.advance(Span::minutes(6));
    }
    let mut visit = to_the_number(&kiosk, Standing::Open, 1).await;
    visit.press("06 12345678⏎").await;
    assert_eq!((visit.id(), kiosk.texts().await.len()), (PageId::EnterCode, 1), "{}", visit.words());
    visit.wait(Span::seconds(31)).await.press("⇥⇥⏎").await;
    assert_eq!((visit.id(), kiosk.texts().await.len()), (PageId::EnterCode, 1), "{}", visit.words());
}
