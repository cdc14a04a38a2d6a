//! What is said of every page of the gallery.

use kiosk::domain::account::Language;
use kiosk::page::{Action, Focus, Page, PageId, Text, Value};
use kiosk::render::Ink;
use kiosk::render::linear::own::worded;
use kiosk::render::linear::{Prompt, Telling};
use kiosk::texts::say_aloud;

use super::{look, sign};
use crate::pages::pages;

/// Everything that is said of `page`, field by field, to somebody who comes to it from another one.
pub fn told(page: &Page, language: Language) -> Vec<String> {
    let (sign, look) = (sign(), look());
    let ink = Ink { language, zone: &sign.zone, look: &look };
    let mut telling = Telling::new(true);
    if page.id != PageId::Start {
        telling.said(&Page::new(PageId::Start), language);
        telling.begin_again(false);
        telling.answered();
    }
    let mut page = page.clone();
    let mut lines = Vec::new();
    let focuses: Vec<Focus> = match page.fields.len() {
        0 => vec![page.focus],
        fields => (0..fields).map(Focus::Field).collect(),
    };
    for focus in focuses {
        page.focus = focus;
        lines.extend(telling.news(&page, &sign, ink).lines);
        telling.said(&page, language);
        let prompt = Prompt::of(&page);
        lines.push(prompt.line(&page, prompt.held(&page), false, ink));
    }
    lines
}

/// A picture is never told: a question takes its place.
pub async fn tellable() -> Vec<(&'static str, Page)> {
    let mut pages = pages().await;
    pages.retain(|(_, page)| page.picture.is_none());
    pages
}

async fn gallery(language: Language) -> String {
    let told = |page: &Page| told(page, language).join("\n");
    let pages = tellable().await.into_iter().map(|(name, page)| format!("== {name} ==\n{}\n", told(&page)));
    pages.collect::<Vec<_>>().join("\n")
}

/// "b asterisk asterisk asterisk" is noise.
#[tokio::test]
async fn no_star_is_ever_said() {
    let pages = tellable().await;
    for language in Language::ALL {
        let starred = pages.iter().filter(|(_, page)| told(page, language).concat().contains('*'));
        assert_eq!(starred.map(|(name, _)| *name).collect::<Vec<_>>(), Vec::<&str>::new(), "{language:?}");
    }
    let of_masks = pages.iter().filter(|(_, page)| told(page, Language::English).concat().contains("an address beginning with"));
    assert!(of_masks.count() > 5);
}

#[tokio::test]
async fn every_page_in_english_as_plain_text() {
    insta::assert_snapshot!(gallery(Language::English).await);
}

#[tokio::test]
async fn every_page_in_dutch_as_plain_text() {
    insta::assert_snapshot!(gallery(Language::Dutch).await);
}

/// The texts of `page` that have to be said, each in the words of a line or at its end.
fn texts(page: &Page) -> Vec<&Text> {
    let notices = page.notices.iter().map(|notice| &notice.text);
    let fields = page.fields.iter().flat_map(|field| [field.hint.as_ref(), field.error.as_ref()]).flatten();
    let checks = page.checklist.iter().map(|check| &check.text);
    [&page.title].into_iter().chain(&page.step).chain(&page.lead).chain(notices).chain(fields).chain(checks).collect()
}

/// What this drawing cannot do: show a picture, show a password for ten seconds, or be itself once more.
const UNSAID: [Action; 4] = [Action::ShowPicture, Action::Reveal, Action::Conceal, Action::Linear];

/// Whether `line` says what can be done.
fn tells_words(line: &str, language: Language) -> bool {
    let begin = match language {
        Language::English => ["Enter: ", "Enter after", "You can also", "Type a number, or: ", "Type 1, or: "],
        Language::Dutch => ["Enter: ", "Enter na", "U kunt ook", "Typ een nummer, of: ", "Typ 1, of: "],
    };
    begin.iter().any(|begin| line.starts_with(begin))
}

/// How often `line` tells the action of that label: by what Enter does, by its word, or behind its word.
fn as_told(label: &str, line: &str) -> usize {
    let behind = format!("({label})");
    let pieces = line.split([',', '.']).map(|piece| piece.rsplit(": ").next().unwrap_or(piece).trim());
    pieces.filter(|piece| piece.ends_with(&behind) || piece.trim_start_matches('/').eq_ignore_ascii_case(label)).count()
        + usize::from(line.contains(&behind) && behind.contains(','))
}

#[tokio::test]
async fn everything_on_a_page_is_said_exactly_once() {
    let (sign, pages) = (sign(), tellable().await);
    for (language, (name, page)) in Language::ALL.into_iter().flat_map(|language| pages.iter().map(move |page| (language, page)))
    {
        let lines = told(page, language);
        let said = |text: &Text| say_aloud(text, language, &sign.zone);
        let once = |what: &str, is_it: &dyn Fn(&str) -> bool| {
            let count = lines.iter().filter(|line| is_it(line)).count();
            assert_eq!(count, 1, "{name}: {what:?} in {lines:#?}");
        };
        // What is wrong with a copy says how to begin again, too.
        let leads_back = page.fields.iter().filter_map(|field| field.error.as_ref()).any(|error| error.id == "suggest-repeat");
        let is_told = |text: &&Text| !(leads_back && text.id == "suggest-repeat-hint");
        let texts: Vec<String> = texts(page).into_iter().filter(is_told).filter_map(worded).map(|text| said(&text)).collect();
        for text in &texts {
            // Two fields may have the same hint.
            let wanted = texts.iter().filter(|other| *other == text).count();
            let count = lines.iter().filter(|line| *line == text || line.ends_with(&format!(": {text}"))).count();
            assert_eq!(count, wanted, "{name}: {text:?} in {lines:#?}");
        }
        for field in &page.fields {
            // What is suggested is told above: the question is about another.
            let is_offered = matches!(field.value, Value::Offered { .. });
            let label = if is_offered { said(&Text::new("linear-own-password")) } else { said(&field.label) };
            let label = label.trim_end_matches('.');
            once(label, &|line| line.starts_with(label) && line.ends_with(": ") | line.ends_with("? "));
        }
        for (place, choice) in page.choices.iter().map(said).enumerate() {
            once(&choice, &|line| line == format!("{}. {choice}", place + 1));
        }
        if let Some(strength) = &page.strength {
            let word = said(&strength.word);
            let advice: Vec<String> = strength.advice.iter().map(said).collect();
            once(&word, &|line| line.contains(&format!(": {word}.")) && advice.iter().all(|text| line.contains(text)));
        }
        let sentences: Vec<&String> = lines.iter().filter(|line| tells_words(line, language)).collect();
        for label in page.actions.iter().filter(|action| !UNSAID.contains(action)).map(|action| said(&Text::new(action.label())))
        {
            let told = sentences.iter().map(|line| as_told(&label, line)).sum::<usize>();
            assert_eq!(told, 1, "{name}: {label} in {lines:#?}");
        }
    }
}

/// Whoever is asked nothing is told all that can be done, however often that was told before: there is nothing else to
/// go by.
#[tokio::test]
async fn every_page_says_its_way_out_where_nothing_is_asked() {
    let (sign, look) = (sign(), look());
    let mut pages = tellable().await;
    pages.retain(|(_, page)| page.fields.is_empty() && page.choices.is_empty() && page.id != PageId::TooSmall);
    assert!(pages.len() > 20, "{}", pages.len());
    for (language, (name, page)) in Language::ALL.into_iter().flat_map(|language| pages.iter().map(move |page| (language, page)))
    {
        let ink = Ink { language, zone: &sign.zone, look: &look };
        let mut telling = Telling::new(true);
        telling.said(&Page { actions: page.actions.clone(), ..Page::new(PageId::Start) }, language);
        let lines = telling.news(page, &sign, ink).lines;
        for action in page.actions.iter().filter(|action| !UNSAID.contains(action)) {
            let label = say_aloud(&Text::new(action.label()), language, &sign.zone);
            let told = lines.iter().filter(|line| tells_words(line, language)).map(|line| as_told(&label, line)).sum::<usize>();
            assert_eq!(told, 1, "{name}: {label} in {lines:#?}");
        }
        let prompt = Prompt::of(page);
        let prompt = prompt.line(page, prompt.held(page), false, ink);
        assert_eq!(prompt, if language == Language::English { "Enter, or a word: " } else { "Enter, of een woord: " }, "{name}");
    }
}

/// No drawing of this kind steers a terminal or needs more than its letters.
#[tokio::test]
async fn nothing_but_text_is_said() {
    for (name, page) in tellable().await {
        for line in told(&page, Language::Dutch) {
            assert!(line.chars().all(|c| !c.is_control() && !"│─╭❯█░▒".contains(c)), "{name}: {line}");
        }
    }
}
