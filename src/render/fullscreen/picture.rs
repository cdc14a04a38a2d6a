//! Characters of a riddle, in cells of the session's own blocks: each as wide as high where there is
//! room for that, narrow otherwise.

use crate::domain::captcha::picture::{Ink, Picture};
use crate::render::look::Glyphs;

/// The rows of `picture` in at most `columns`.
pub fn drawn(picture: &Picture, columns: usize, glyphs: &Glyphs) -> Vec<String> {
    let widest = picture.rows().map(<[Ink]>::len).max().unwrap_or(0);
    // A cell of a terminal is about twice as high as wide.
    let times = if widest * 2 <= columns { 2 } else { 1 };
    picture.rows().map(|row| row.iter().map(|ink| cell(*ink, glyphs).repeat(times)).collect()).collect()
}

const fn cell(ink: Ink, glyphs: &Glyphs) -> &'static str {
    match ink {
        Ink::Blank => " ",
        Ink::Faint => glyphs.dust,
        Ink::Full => glyphs.cell,
    }
}

#[cfg(test)]
mod tests;
