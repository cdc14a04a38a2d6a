//! What the memory of the real program holds of what was typed unseen, as whoever may read it finds it.

use std::fs::{File, read_to_string};
use std::os::unix::fs::FileExt as _;

use kiosk::page::PageId;

use super::see;
use crate::installation::{Installation, ONE_GATE};
use crate::terminal::Terminal;

/// Letters that stand nowhere by chance, and no row of them twice.
const PASSWORD: &str = "QzXvKjWpHgTmRbNdLwCfYxQkVzJhGtMpBrDnWlFc";

/// A trace this long is one: it holds a whole piece, wherever it begins.
const TRACE: usize = 12;
const PIECE: usize = TRACE / 2;

/// What `terminal`'s program may write to, or as much of it as is still there.
fn memory(terminal: &Terminal) -> Vec<u8> {
    let process = terminal.process();
    let (maps, memory) = (format!("/proc/{process}/maps"), format!("/proc/{process}/mem"));
    let memory = File::open(memory).unwrap();
    let mut all = Vec::new();
    for line in read_to_string(maps).unwrap().lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let [from, to] = [from, to].map(|place| u64::from_str_radix(place, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        // A thread may have ended since.
        if memory.read_exact_at(&mut bytes, from).is_ok() {
            all.extend(bytes);
        }
    }
    all
}

/// Pieces of `secret` that stand in `memory`.
fn pieces(memory: &[u8], secret: &str) -> Vec<String> {
    let pieces: Vec<&[u8]> = secret.as_bytes().chunks_exact(PIECE).collect();
    let begins = |at: &usize| pieces.iter().copied().find(|piece| memory[*at..].starts_with(piece));
    let first = |byte: &u8| pieces.iter().any(|piece| piece[0] == *byte);
    let places = memory.iter().enumerate().filter(|(_, byte)| first(byte)).map(|(at, _)| at);
    places.filter_map(|at| begins(&at)).map(|piece| String::from_utf8(piece.to_vec()).unwrap()).collect()
}

#[test]
fn nothing_of_a_password_that_was_typed_unseen_stays_in_memory() {
    let kiosk = Installation::new(ONE_GATE);
    kiosk.add("ada", &["--password-stdin"], &format!("{PASSWORD}\n"));
    let mut terminal = kiosk.run(&["--linear"], 80, 24);
    terminal.wait_for("Your choice:");
    terminal.press("3\rada\r");
    terminal.wait_for("Password (2 of 2");
    terminal.press(PASSWORD);
    // Nothing is echoed, so where it is looked for tells that it came, and that it would be found.
    let last = &PASSWORD[PIECE * 5..PIECE * 6];
    let came = (0..100).any(|_| pieces(&memory(&terminal), PASSWORD).iter().any(|piece| piece == last));
    assert!(came, "what is being typed is found");
    terminal.press("\r");
    // An operator chose it, so they choose their own.
    see(&mut terminal, PageId::NewPassword);
    let memory = memory(&terminal);
    let left = [PASSWORD, &PASSWORD.to_lowercase()].map(|spelt| pieces(&memory, spelt));
    assert!(left.iter().all(Vec::is_empty), "of either spelling is left {left:?}");
}
