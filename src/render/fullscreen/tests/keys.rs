//! A key for an authenticator app: in sight wherever it is typed off the screen, and nothing promised that is not drawn.

use super::*;
use crate::page::{Arg, Qr};

const KEY: &str = "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ";

/// As the page of an app stands on arrival.
fn app() -> Page {
    let address = "otpauth://totp/Contoso:alain@contoso.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Contoso";
    let key = Text::new("add-app-secret").with("secret", Arg::Secret(KEY.to_owned().into()));
    let field = Field {
        label: Text::new("add-app-field"),
        hint: None,
        error: None,
        value: Value::Code { text: String::new(), cursor: 0, length: 6 },
    };
    let row = [Action::Next, Action::Back, Action::ShowPicture, Action::AskHelp, Action::Language, Action::Help, Action::Stop];
    Page {
        lead: vec![Text::new("add-app-lead"), key],
        qr: Some(Qr::of(address).promising(Text::new("add-app-picture-how"))),
        fields: vec![field],
        actions: row.to_vec(),
        focus: Focus::Field(0),
        ..Page::new(PageId::AddMethod)
    }
}

fn words(look: Look, language: Language, size: Size) -> String {
    let mut screen = Screen::new(size, look);
    let bytes = [screen.open(Surface::Drawn), screen.draw(&app(), language, &house())].concat();
    shown(&terminal(size, &bytes)).join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn in_a_small_window_the_key_stands_below_what_is_said_of_it() {
    for language in Language::ALL {
        let words = words(look(), language, SMALL);
        let lead = say(&Text::new("add-app-lead-key"), language, &house().zone);
        let (lead, key) = (words.find(&lead).expect("the lead"), words.find(KEY).expect("the key"));
        assert!(lead < key, "{words}");
        assert!(key < words.find("[ ]").expect("the field"), "{words}");
    }
}

#[test]
fn a_picture_is_promised_only_where_it_can_be_drawn() {
    let unicode = Look::of(GlyphSet::Unicode, Colours::Ansi16);
    for language in Language::ALL {
        let promise = say(&Text::new("add-app-picture-how"), language, &house().zone);
        let start = promise.split_once(',').expect("two parts").0.split(' ').take(3).collect::<Vec<_>>().join(" ");
        for (look, size, is_promised) in [
            (unicode.clone(), FULL, true),
            (unicode.clone(), SMALL, false),
            (look(), FULL, false),
            (look(), Size { columns: 100, rows: 50 }, true),
            (Look::of(GlyphSet::Vt, Colours::Mono), Size { columns: 100, rows: 50 }, false),
        ] {
            let words = words(look, language, size);
            assert_eq!(words.contains(&start), is_promised, "{size:?}: {words}");
        }
    }
}
