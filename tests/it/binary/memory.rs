//! What the memory of the real program holds of what was typed unseen, as whoever may read it finds it.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::{File, read_to_string};
use std::os::unix::fs::FileExt as _;

use kiosk::page::PageId;

use super::{at_own_password, see};
use crate::installation::{Installation, OLD, ONE_GATE};
use crate::served::{PLAIN, Served, until};
use crate::terminal::Terminal;

/// Letters that stand nowhere by chance, and no row of them twice.
const PASSWORD: &str = "QzXvKjWpHgTmRbNdLwCfYxQkVzJhGtMpBrDnWlFc";

/// A trace this long is one: it holds a whole piece, wherever it begins.
const TRACE: usize = 12;
const PIECE: usize = TRACE / 2;

/// What lies before the stack of each thread, and before nothing else.
const GUARD: u64 = 4096;

/// How far apart the letters of a row may stand: keys, cells and events are smaller.
const FARTHEST: usize = 1024;
/// No key and no cell is smaller.
const CELL: usize = 8;
/// What is larger than a byte stands at a multiple of this.
const ALIGNED: usize = 4;

/// What `terminal`'s program may write to, or as much of it as is still there.
fn memory(terminal: &Terminal) -> Vec<u8> {
    writable(terminal.process(), |_| true)
}

/// What `served` may write to, but for the stacks of its threads: whoever copies text through a wide register may leave
/// it there (`domain/secret.rs`).
fn heap(served: &Served) -> Vec<u8> {
    writable(served.process().as_raw_nonzero(), |is_stack| !is_stack)
}

/// The regions that are `wanted` of what `process` may write to: whether a thread has its stack there.
fn writable(process: impl Display, wanted: impl Fn(bool) -> bool) -> Vec<u8> {
    let (maps, memory) = (format!("/proc/{process}/maps"), format!("/proc/{process}/mem"));
    let memory = File::open(memory).unwrap();
    let mut all = Vec::new();
    let mut guarded = 0;
    for line in read_to_string(maps).unwrap().lines() {
        let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let [from, to] = [from, to].map(|place| u64::from_str_radix(place, 16).unwrap());
        let is_stack = from == guarded;
        guarded = if line.contains(" ---p") && to - from == GUARD { to } else { 0 };
        if !line.contains(" rw") || !wanted(is_stack) {
            continue;
        }
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        // A thread may have ended since.
        if memory.read_exact_at(&mut bytes, from).is_ok() {
            all.extend(bytes);
        }
    }
    all
}

/// How often each piece of `secret` stands in `memory`, by how far apart its letters are: 1 where it is text.
fn pieces(memory: &[u8], secret: &str) -> BTreeMap<(usize, String), usize> {
    let pieces: Vec<&[u8]> = secret.as_bytes().chunks_exact(PIECE).collect();
    let mut by_first = [None; 256];
    for piece in pieces {
        assert_eq!(by_first[usize::from(piece[0])].replace(piece), None, "no two begin alike");
    }
    let mut found = BTreeMap::new();
    for (at, byte) in memory.iter().enumerate() {
        let Some(piece) = by_first[usize::from(*byte)] else { continue };
        for apart in std::iter::once(1).chain((ALIGNED..=FARTHEST).step_by(ALIGNED)) {
            if memory.get(at + apart) == Some(&piece[1]) && (2..PIECE).all(|n| memory.get(at + n * apart) == Some(&piece[n])) {
                *found.entry((apart, String::from_utf8(piece.to_vec()).unwrap())).or_default() += 1;
            }
        }
    }
    found
}

/// What is left in `memory` of the password, and of its lower case.
fn left(memory: &[u8]) -> [BTreeMap<(usize, String), usize>; 2] {
    [PASSWORD, &PASSWORD.to_lowercase()].map(|spelt| pieces(memory, spelt))
}

/// Waits until the last letter of the password came: nothing is echoed, so where it is looked for tells that it came,
/// and that it would be found.
fn await_password(terminal: &Terminal) {
    let last = &PASSWORD[PIECE * 5..PIECE * 6];
    let came = (0..100).any(|_| pieces(&memory(terminal), PASSWORD).contains_key(&(1, last.to_owned())));
    assert!(came, "what is being typed is found");
}

#[test]
fn nothing_of_a_password_that_was_typed_unseen_stays_in_memory() {
    let kiosk = Installation::new(ONE_GATE);
    kiosk.add("ada", &["--password-stdin"], &format!("{PASSWORD}\n"));
    for pressed in [vec![PASSWORD], PASSWORD.split_inclusive(|_| true).collect()] {
        let mut terminal = kiosk.run(&["--linear"], 80, 24);
        terminal.wait_for("Your choice:");
        terminal.press("3\rada\r");
        terminal.wait_for("Password (2 of 2");
        for keys in pressed {
            terminal.press(keys);
        }
        await_password(&terminal);
        terminal.press("\r");
        // An operator chose it, so they choose their own.
        see(&mut terminal, PageId::NewPassword);
        let left = left(&memory(&terminal));
        assert!(left.iter().all(BTreeMap::is_empty), "of either spelling is left {left:?}");
    }
}

/// What only a drawing makes of a password: letters as far apart as cells are, and text behind what moves the cursor
/// to it or colours it, or behind the bracket of its field, as what a window shows is kept. Whoever judges a password keeps copies of it that are not ours to wipe.
fn drawn(memory: &[u8]) -> BTreeMap<(usize, String), usize> {
    let mut found = pieces(memory, PASSWORD);
    found.retain(|(apart, _), _| *apart >= CELL);
    for end in ["H", "C", "m", "["] {
        let begun = format!("{end}{}", &PASSWORD[..PIECE]);
        let sent = memory.windows(begun.len()).filter(|bytes| *bytes == begun.as_bytes()).count();
        found.extend((sent > 0).then_some(((1, begun), sent)));
    }
    found
}

#[test]
fn nothing_of_a_drawing_of_a_password_that_was_shown_stays_in_memory() {
    const F8: &str = "\x1b[19~";
    let kiosk = Installation::new(ONE_GATE);
    let person = kiosk.add("ada", &["--password-stdin"], &format!("{OLD}\n"));
    let mut terminal = at_own_password(&kiosk, &person);
    terminal.press(PASSWORD);
    for _ in 0..2 {
        terminal.press(F8);
        terminal.wait_for(PASSWORD);
        // It hides by itself soon, so both are taken before either is looked through.
        let shown = memory(&terminal);
        terminal.press(F8);
        terminal.wait_until("its dots", |terminal| !terminal.shown().contains(PASSWORD));
        let hidden = memory(&terminal);
        assert!(!drawn(&shown).is_empty(), "what is drawn is found");
        assert_eq!(drawn(&hidden), BTreeMap::new(), "hidden");
    }
    terminal.press(F8);
    terminal.wait_for(PASSWORD);
    terminal.press("\x1b[21~");
    see(&mut terminal, PageId::EndVisit);
    assert_eq!(drawn(&memory(&terminal)), BTreeMap::new(), "on another page");
}

/// A server outlives its visits by months, and what one typed goes through more hands there: those of SSH.
#[test]
fn nothing_of_a_password_that_was_chosen_over_ssh_stays_in_the_server() {
    let served = Served::new(PLAIN);
    let person = served.kiosk.add_known("ada");
    let mut terminal = served.visit(80, 24);
    for (keys, page) in [
        ("", PageId::Start),
        ("1", PageId::Identify),
        ("ada\r", PageId::ChooseMethod),
        ("1", PageId::EnterTotp),
        (&format!("{}\r", person.code()), PageId::NewPassword),
    ] {
        terminal.press(keys);
        see(&mut terminal, page);
    }
    // Letter by letter, as somebody types it, and at once.
    PASSWORD.split_inclusive(|_| true).for_each(|key| terminal.press(key));
    assert!(until(|| left(&heap(&served)).iter().any(|left| !left.is_empty())), "what is being typed is found");
    terminal.press(&format!("\r{PASSWORD}\r"));
    see(&mut terminal, PageId::DoneReset);
    terminal.press("\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(served.kiosk.accepts("ada", PASSWORD));
    // The connection ends a moment after the visit.
    let is_wiped = until(|| left(&heap(&served)).iter().all(BTreeMap::is_empty));
    assert!(is_wiped, "of either spelling is left {:?}", left(&heap(&served)));
}
