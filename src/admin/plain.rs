//! What operators are shown: text, and nothing that could steer their terminal, whatever lies in the store, in
//! a file or on the command line. Must not know what it is about.

use std::io::{self, Write};
use std::str;

use crate::domain::visible::is_steering;

/// `text` without what steers, line by line.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !is_steering(*c)).collect()
}

/// Passes on what is [`plain`] of what is written, and no byte that is no text.
pub struct Plain<W> {
    out: W,
    /// The begun character at the end of what was written.
    begun: Vec<u8>,
}

impl<W: Write> Plain<W> {
    pub const fn onto(out: W) -> Self {
        Self { out, begun: Vec::new() }
    }
}

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = [std::mem::take(&mut self.begun).as_slice(), bytes].concat();
        let mut rest = written.as_slice();
        while !rest.is_empty() {
            let (text, skipped) = match str::from_utf8(rest) {
                Ok(text) => (text, 0),
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    let length = error.error_len().unwrap_or_else(|| {
                        self.begun = bad.to_vec();
                        bad.len()
                    });
                    (str::from_utf8(good).unwrap_or_default(), length)
                }
            };
            self.out.write_all(plain(text).as_bytes())?;
            rest = rest.get(text.len() + skipped..).unwrap_or_default();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_gets_through_wherever_it_is_cut() {
        let text = "Zoë\u{1b}[2J\u{9b}31m 🐎\u{202e}\u{7f}\r\nnext\u{e0001}";
        let bytes = [text.as_bytes(), b"\xff\xc3(", "é".as_bytes()].concat();
        for length in 1..=bytes.len() {
            let mut out = Plain::onto(Vec::new());
            for piece in bytes.chunks(length) {
                out.write_all(piece).expect("written");
            }
            assert_eq!(str::from_utf8(&out.out), Ok("Zoë[2J31m 🐎\nnext(é"), "in pieces of {length}");
        }
    }
}
