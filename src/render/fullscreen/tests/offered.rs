//! A password that is offered stays in sight while it is copied, however small the window.

use super::*;

/// Of the longest words that are offered.
const OFFERED: &str = "kantoor-sleutel-wandelt-citroen";

/// As the page stands after a suggestion; after a copy that missed it when there is a `slip`.
fn suggested(slip: bool) -> Page {
    let secret = Value::Secret { length: 0, cursor: 0, shown: None };
    let field = |label, hint, value| Field { label: Text::new(label), hint: Some(Text::new(hint)), error: None, value };
    let offered = Value::Offered { text: OFFERED.to_owned().into(), cursor: OFFERED.len() };
    let repeat = field("new-password-repeat", "suggest-repeat-hint", secret);
    let error = slip.then(|| Text::new("suggest-repeat"));
    Page {
        lead: Vec::new(),
        notices: Vec::new(),
        fields: vec![field("suggest-field", "suggest-hint", offered), Field { error, ..repeat }],
        actions: [vec![Action::Finish, Action::Suggest], sample::new_password().actions].concat(),
        ..sample::new_password()
    }
}

/// The pieces of an offered password that `rows` show.
fn pieces(rows: &[String]) -> String {
    let boxes = rows.iter().filter_map(|row| Some(row.split_once("[ ")?.1.split_once(" ]")?.0));
    boxes.filter(|piece| !piece.is_empty() && OFFERED.contains(piece)).collect()
}

#[test]
fn what_is_copied_stands_above_where_it_is_typed() {
    for language in Language::ALL {
        for slip in [false, true] {
            let page = suggested(slip);
            let terminal = drawn(&page, language, SMALL);
            let (rows, (row, _)) = (shown(&terminal), terminal.screen().cursor_position());
            assert_eq!(pieces(&rows), OFFERED, "{rows:#?}");
            assert!(rows[usize::from(row)].starts_with("> ["), "{rows:#?}");
            let below = rows[usize::from(row) + 1].trim();
            let wrong = say(&Text::new("tone-error"), language, &house().zone);
            assert_eq!(below.starts_with(&wrong), slip, "{rows:#?}");
        }
    }
}

/// Whoever goes back to it reads all of it, and whoever scrolls goes where they like.
#[test]
fn an_offer_holds_nobody_who_looks_elsewhere() {
    let mut page = suggested(true);
    page.focus = Focus::Field(0);
    let rows = shown(&drawn(&page, Language::English, SMALL));
    assert_eq!(pieces(&rows), OFFERED, "{rows:#?}");
    (page.focus, page.scroll) = (Focus::Field(1), Some(60));
    let rows = shown(&drawn(&page, Language::English, SMALL));
    assert_eq!(pieces(&rows), "", "{rows:#?}");
}
