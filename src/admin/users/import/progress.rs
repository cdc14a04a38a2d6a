//! How far an import is, for somebody who watches it at a terminal: one line of plain ASCII that is drawn
//! over itself. Must not know what is imported.

use std::io::Write;

use crate::domain::time::{Moment, Span};

/// Ten drawings a second are seen as one that moves.
const REDRAW_EVERY: Span = Span::from_millis(100);
const BAR: u64 = 24;

pub struct Progress<'p> {
    /// Where it is drawn; nowhere when nobody watches.
    out: Option<&'p mut dyn Write>,
    begun: Moment,
    drawn: Option<Moment>,
    /// How many bytes there are to be read.
    length: Option<u64>,
}

impl<'p> Progress<'p> {
    pub fn new(out: Option<&'p mut dyn Write>, length: Option<u64>, now: Moment) -> Self {
        Self { out, begun: now, drawn: None, length }
    }

    /// Shows that `rows` rows and `bytes` bytes were read, unless that was shown a moment ago.
    pub fn show(&mut self, rows: u64, bytes: u64, now: Moment) {
        let is_early = self.drawn.is_some_and(|drawn| !now.until(drawn + REDRAW_EVERY).is_over());
        if !is_early {
            self.drawn = Some(now);
            let line = line(rows, bytes, self.length, self.begun.until(now));
            self.draw(&line);
        }
    }

    /// Shows what is done after the last row was read.
    pub fn tell(&mut self, what: &str) {
        self.draw(what);
    }

    /// Leaves an empty line to whatever is written next.
    pub fn clear(&mut self) {
        if self.drawn.take().is_some() {
            self.draw("");
        }
    }

    fn draw(&mut self, line: &str) {
        if let Some(out) = &mut self.out {
            // Nobody is worse off without a bar.
            write!(out, "\r{line:<78}\r{line}").and_then(|()| out.flush()).ok();
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.clear();
    }
}

fn line(rows: u64, bytes: u64, length: Option<u64>, taken: Span) -> String {
    let millis = u64::try_from(taken.millis()).unwrap_or_default().max(1);
    let rate = rows.saturating_mul(1_000) / millis;
    let Some(length) = length.filter(|length| *length > 0) else { return format!("{rows} rows, {rate}/s") };
    let bytes = bytes.min(length);
    let filled = BAR * bytes / length;
    let bar: String = (0..BAR).map(|place| if place < filled { '#' } else { '.' }).collect();
    let left = (length - bytes).saturating_mul(millis).checked_div(bytes).unwrap_or_default().div_ceil(1_000);
    let left = if left < 60 { format!("{left} s") } else { format!("{} min", left.div_ceil(60)) };
    format!("[{bar}] {:>3} %  {rows} rows, {rate}/s, {left} left", 100 * bytes / length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Moment = Moment::from_millis(1_000);

    #[test]
    fn the_bar_tells_rate_and_time_left() {
        assert_eq!(line(500, 250, Some(1_000), Span::seconds(10)), "[######..................]  25 %  500 rows, 50/s, 30 s left");
        assert_eq!(line(1, 1, Some(1_000), Span::seconds(10)), "[........................]   0 %  1 rows, 0/s, 167 min left");
        assert_eq!(line(9, 2_000, Some(1_000), Span::NONE), "[########################] 100 %  9 rows, 9000/s, 0 s left");
        assert_eq!(line(500, 250, None, Span::seconds(10)), "500 rows, 50/s");
    }

    #[test]
    fn it_is_drawn_ten_times_a_second_at_most_and_leaves_an_empty_line() {
        let mut drawn = Vec::new();
        let mut progress = Progress::new(Some(&mut drawn), None, START);
        for millis in 0_u32..1_000 {
            progress.show(u64::from(millis), 0, START + Span::from_millis(millis.into()));
        }
        drop(progress);
        let drawn = String::from_utf8(drawn).expect("text");
        assert_eq!(drawn.matches("rows").count(), 20, "each of ten drawings holds the line twice");
        assert!(drawn.is_ascii() && drawn.ends_with(&format!("\r{}\r", " ".repeat(78))));
    }
}
