//! Keys out of whatever a terminal sends, in whatever pieces: the first byte says how long the pieces are.
#![no_main]

use kiosk::input::Input;
use kiosk::input::decoder::Decoder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((length, keys)) = bytes.split_first() else { return };
    let mut decoder = Decoder::default();
    let (mut taken, mut given) = (0, 0);
    for piece in keys.chunks(usize::from(*length).max(1)) {
        taken += piece.len();
        for input in decoder.feed(piece) {
            given += match input {
                Input::Key(_) | Input::Click { .. } => 1,
                Input::Paste(text) => text.chars().count(),
            };
        }
    }
    assert!(given <= taken, "{given} inputs of {taken} bytes");
});
