//! Every form of every key, cut anywhere; pastes and garbage that must not get through.

use proptest::prelude::*;

use super::*;
use crate::input::pasted::is_break;

/// What `bytes` add up to when nothing comes after them.
impl<const N: usize> PartialEq<[Input; N]> for Inputs {
    fn eq(&self, other: &[Input; N]) -> bool {
        self.as_slice() == other
    }
}

fn inputs(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs: Vec<Input> = decoder.feed(bytes).collect();
    while decoder.is_waiting() {
        inputs.extend(decoder.flush());
    }
    inputs
}

fn keys(bytes: &[u8]) -> Vec<Key> {
    inputs(bytes)
        .into_iter()
        .map(|input| match input {
            Input::Key(key) => key,
            other => panic!("no key: {other:?}"),
        })
        .collect()
}

fn pasted(bytes: &[u8]) -> String {
    match inputs(bytes).as_slice() {
        [Input::Paste(text)] => text.to_string(),
        other => panic!("not one paste: {other:?}"),
    }
}

fn typed(text: &str) -> Vec<Key> {
    text.chars().map(Key::Char).collect()
}

#[test]
fn every_key_of_a_packet_is_yielded() {
    assert_eq!(keys("ada Zoë €\r".as_bytes()), [typed("ada Zoë €"), vec![Key::Enter]].concat());
    assert_eq!(
        keys(b"\x1b[A\x1b[Bx\x1bOP\t\x7f\x08\x03"),
        [Key::Up, Key::Down, Key::Char('x'), Key::F(1), Key::Tab, Key::Backspace, Key::Backspace, Key::Ctrl('c')]
    );
}

#[test]
fn function_keys_arrive_in_every_form() {
    let forms: [(&str, [&str; 12]); 5] = [
        ("xterm", ["OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~"]),
        ("VT220", ["[11~", "[12~", "[13~", "[14~", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~"]),
        ("Linux", ["[[A", "[[B", "[[C", "[[D", "[[E", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~"]),
        ("PuTTY as VT100", ["OP", "OQ", "OR", "OS", "OT", "OU", "OV", "OW", "OX", "OY", "OZ", "O["]),
        ("rxvt with Control", ["[11^", "[12^", "[13^", "[14^", "[15^", "[17^", "[18^", "[19^", "[20^", "[21^", "[23^", "[24^"]),
    ];
    for (terminal, sequences) in forms {
        for (number, sequence) in (1..).zip(sequences) {
            assert_eq!(keys(format!("\x1b{sequence}").as_bytes()), [Key::F(number)], "{terminal} {sequence}");
        }
    }
}

#[test]
fn a_modifier_does_not_hide_a_key_except_alt() {
    assert_eq!(keys(b"\x1b[1;2P\x1b[1;5S\x1b[21;5~\x1bO5Q"), [Key::F(1), Key::F(4), Key::F(10), Key::F(2)]);
    assert_eq!(keys(b"\x1b[1;5D\x1b[3;2~\x1b[a\x1bOd"), [Key::Left, Key::Delete, Key::Up, Key::Left]);
    assert_eq!(keys(b"\x1b[1;3P\x1b[21;7~\x1b[1;3D\x1b\x1b[A\x1b\x1b[21~\x1b\x1b[[A"), [Key::Other; 6]);
}

#[test]
fn shift_tab_and_home_and_end_arrive_in_every_form() {
    assert_eq!(keys(b"\x1b[Z\x1b\t\x1b[1;2Z"), [Key::BackTab; 3]);
    assert_eq!(keys(b"\x1b[H\x1bOH\x1b[1~\x1b[7~\x1b[7$\x1b[1;2H"), [Key::Home; 6]);
    assert_eq!(keys(b"\x1b[F\x1bOF\x1b[4~\x1b[8~\x1b[8^\x1b[8@"), [Key::End; 6]);
    assert_eq!(keys(b"\x1b[3~\x1b[5~\x1b[6~"), [Key::Delete, Key::PageUp, Key::PageDown]);
}

#[test]
fn a_number_pad_types_numbers() {
    assert_eq!(keys(b"\x1bOp\x1bOy\x1bOn\x1bOM"), [Key::Char('0'), Key::Char('9'), Key::Char('.'), Key::Enter]);
}

#[test]
fn enter_is_one_key_however_it_is_sent() {
    assert_eq!(keys(b"\r"), [Key::Enter]);
    assert_eq!(keys(b"\n"), [Key::Enter]);
    assert_eq!(keys(b"\r\n"), [Key::Enter]);
    assert_eq!(keys(b"\r\r\n\n"), [Key::Enter; 3]);
}

#[test]
fn a_lone_escape_waits_for_the_silence() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\x1b"), []);
    assert!(decoder.is_waiting());
    assert_eq!(decoder.flush(), [Input::Key(Key::Esc)]);
    assert!(!decoder.is_waiting());
    assert_eq!(decoder.flush(), []);
    assert_eq!(keys(b"\x1b\x1b"), [Key::Esc, Key::Esc]);
}

#[test]
fn alt_makes_nothing_of_a_key() {
    assert_eq!(keys("\x1ba\x1bé\x1b€\x1b\r\x1b\x7fb".as_bytes()), [vec![Key::Other; 5], typed("b")].concat());
}

#[test]
fn a_key_that_means_nothing_shows_that_somebody_is_there() {
    for key in ["\x1c", "\x1d", "\x1f", "\0", "\x1b[2~", "\x1b[25~", "\x1b[27;5;97~", "\x1b[~"] {
        assert_eq!(keys(format!("{key}x").as_bytes()), [Key::Other, Key::Char('x')], "{key:?}");
    }
}

#[test]
fn unknown_sequences_are_swallowed_whole() {
    for sequence in [
        "\x1b[?1;2c",
        "\x1b[?12;40R",
        "\x1b[99999999999999999999~",
        "\x1b[<0;10;10m",
        "\x1b[M !!",
        "\x1b[I",
        "\x1b[O",
        "\x1b[97;5u",
        "\x1b[?2004;1$y",
        "\x1b]11;rgb:0000/0000/0000\x07",
        "\x1b]0;title\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b_app\x1b\\",
        "\x1b(B",
        "\x1b[[z",
    ] {
        assert_eq!(keys(format!("{sequence}x").as_bytes()), typed("x"), "{sequence:?}");
    }
}

#[test]
fn what_never_ends_does_not_swallow_the_visit() {
    let endless = ["\x1b[".to_owned() + &"1;".repeat(500), "\x1b]".to_owned() + &"y".repeat(5000)];
    for sequence in endless {
        assert!(keys((sequence.clone() + "x").as_bytes()).ends_with(&typed("x")));
        let mut decoder = Decoder::default();
        decoder.feed(&sequence.as_bytes()[..9]);
        decoder.flush();
        assert_eq!(decoder.feed(b"x"), [Input::Key(Key::Char('x'))]);
    }
    assert_eq!(keys(b"\x1b[12\x1b[A"), [Key::Up]);
    assert_eq!(keys(b"\x1b[12\r"), [Key::Enter]);
}

#[test]
fn what_is_not_utf_8_is_dropped() {
    assert_eq!(keys(b"a\xff\xc3\x28\xe2\x82b\xf0\x80\x80c\x9b"), typed("a(bc"));
    assert_eq!(keys("a\u{202e}\u{9b}\u{200b}b".as_bytes()), typed("ab"));
}

#[test]
fn a_paste_is_one_input() {
    assert_eq!(pasted("\x1b[200~123 456 é\x1b[201~".as_bytes()), "123 456 é");
    assert_eq!(
        inputs(b"a\x1b[200~b\x1b[201~\r"),
        [Input::Key(Key::Char('a')), Input::Paste("b".to_owned().into()), Input::Key(Key::Enter)]
    );
}

#[test]
fn nothing_in_a_paste_steers_but_what_parts_its_words() {
    assert_eq!(pasted("\x1b[200~a\r\nb\x03\x1b[A\u{202e}\u{9b}c\t\x7f\x1b[201~".as_bytes()), "a\r\nb[Ac\t");
    assert_eq!(pasted(b"\x1b[200~x\x1b[20\x1b[201\x1b[200~y\x1b[201~"), "x[20[201[200~y");
}

#[test]
fn a_paste_is_cut_and_never_kept_whole() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\x1b[200~"), []);
    for _ in 0..1024 {
        assert_eq!(decoder.feed(&[b'x'; 1024]), []);
    }
    let State::Paste { paste, .. } = &decoder.state else { panic!("{:?}", decoder.state) };
    assert!(format!("{paste:?}").len() < 5000);
    assert_eq!(decoder.feed(b"\x1b[201~"), [Input::Paste("x".repeat(4096).into())]);
}

#[test]
fn a_slow_paste_stays_one_and_a_broken_one_ends() {
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b[200~one ");
    for _ in 0..PASTE_PATIENCE {
        assert_eq!(decoder.flush(), []);
    }
    assert_eq!(decoder.feed(b"two"), []);
    for _ in 0..PASTE_PATIENCE {
        assert_eq!(decoder.flush(), []);
    }
    assert_eq!(decoder.flush(), [Input::Paste("one two".to_owned().into())]);
    assert_eq!(decoder.feed(b"\r"), [Input::Key(Key::Enter)]);
}

/// Bytes that are often the beginning of something.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => any::<u8>().prop_map(|byte| vec![byte]),
        2 => prop::sample::select(vec!["\x1b", "[", "O", "\x1b[", "\x1bO", "1;5", "~", "A", "\x1b]", "\x07", "é", "€", "\r", "\n"])
            .prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::sample::select(vec!["\x1b[200~", "\x1b[201~", "\x1b[15~", "\x1b[[A"]).prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_mouse_clicks_scrolls_and_shows_that_somebody_is_there() {
    let click = |column, row| vec![Input::Click { column, row }];
    for (bytes, meant) in [
        ("\x1b[<0;1;1M", click(0, 0)),
        ("\x1b[<0;300;100M", click(299, 99)),
        ("\x1b[<16;7;3M", click(6, 2)),
        ("\x1b[<0;65535;65535M", click(65_534, 65_534)),
        ("\x1b[<64;7;3M", vec![Input::Key(Key::PageUp)]),
        ("\x1b[<65;7;3M", vec![Input::Key(Key::PageDown)]),
        ("\x1b[<2;7;3M", vec![Input::Key(Key::Other)]),
        ("\x1b[<0;7;3m", vec![]),
        ("\x1b[<65;7;3m", vec![]),
        ("\x1b[<35;7;3M", vec![]),
        ("\x1b[<66;7;3M", vec![]),
    ] {
        assert_eq!(inputs(bytes.as_bytes()), meant, "{bytes:?}");
    }
}

/// Whatever a line makes of a report: nothing of it is typed into a field, and nothing behind it is lost.
#[test]
fn a_broken_report_is_nothing() {
    for bytes in [
        "\x1b[<0;0;1M",
        "\x1b[<0;1;0M",
        "\x1b[<0;1M",
        "\x1b[<0;1;1;1M",
        "\x1b[<;;M",
        "\x1b[<M",
        "\x1b[<0;65536;1M",
        "\x1b[<0;99999999999999999999;1M",
        "\x1b[<-1;1;1M",
        "\x1b[<0;1;1~",
        "\x1b[M !!",
        "\x1b[M\x7f\x7f\x7f",
        "\x1b[32;7;3M",
    ] {
        assert_eq!(inputs(format!("{bytes}x").as_bytes()).last(), Some(&Input::Key(Key::Char('x'))), "{bytes:?}");
        assert!(inputs(format!("{bytes}x").as_bytes()).len() <= 2, "{bytes:?}");
        assert!(!inputs(bytes.as_bytes()).iter().any(|input| matches!(input, Input::Click { .. })), "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn packets_may_be_cut_anywhere(bytes in stream(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        places.sort_unstable();
        places.push(bytes.len());
        let mut decoder = Decoder::default();
        let (mut cut, mut from): (Vec<Input>, usize) = (Vec::new(), 0);
        for place in places {
            cut.extend(decoder.feed(&bytes[from..place]));
            from = place;
        }
        prop_assert_eq!(cut, Decoder::default().feed(&bytes).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_that_comes_out_steers(bytes in stream()) {
        for input in inputs(&bytes) {
            match input {
                Input::Key(Key::Char(c)) => prop_assert!(!is_steering(c)),
                Input::Key(_) | Input::Click { .. } => {}
                Input::Paste(text) => prop_assert!(!text.chars().any(|c| is_steering(c) && !is_break(c))),
            }
        }
    }
}
