//! The rows that a page's body is made of, before anybody knows which of them a window shows.

use ratatui::text::{Line, Span};

use super::row::{Gap, Row};
use super::wrap::{width, wrap};
use super::{field, picture};
use crate::domain::captcha::picture::Picture;
use crate::page::{Arg, Check, CheckState, Command, Field, Focus, Notice, Page, Strength, Text, Tone, Value};
use crate::render::Ink;
use crate::render::look::Role;

/// Columns before all text: the marker of what has the focus, and a blank.
pub const INDENT: u16 = 2;

/// Segments of the strength bar, and the cells of each.
const BAR: (usize, usize) = (4, 4);

/// Whether a page is laid out with or without room to spare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Roomy,
    /// What there is to do goes before all but the first paragraph; news takes the place of that
    /// one, and what is wrong with a field that of its hint.
    Scarce,
    /// A riddle that would not be seen whole: that and its answer, below the first paragraph. What is wrong takes the
    /// place of what the field is called.
    Bare,
    /// The same without that paragraph.
    Barest,
}

impl Room {
    const fn is_bare(self) -> bool {
        matches!(self, Self::Bare | Self::Barest)
    }
}

/// Rows being written.
struct Sheet<'a, 'i> {
    ink: Ink<'i>,
    /// Cells for text, without the indent.
    width: usize,
    room: Room,
    rows: Vec<Row<'a>>,
}

/// The rows of `page` in `columns`.
pub fn rows<'a>(page: &'a Page, ink: Ink<'_>, columns: u16, room: Room) -> Vec<Row<'a>> {
    let mut sheet = Sheet { ink, width: usize::from(columns.saturating_sub(INDENT)), room, rows: Vec::new() };
    let (first, rest) = page.lead.split_at(soon(page, room));
    sheet.notices(page.notices.iter().filter(|notice| notice.tone != Tone::Plain));
    sheet.lead(first);
    sheet.picture(page.picture.as_ref());
    sheet.command(page.command.as_ref());
    sheet.fields(&page.fields, page.focus);
    sheet.choices(page);
    sheet.checklist(&page.checklist);
    sheet.strength(page.strength.as_ref());
    sheet.notices(page.notices.iter().filter(|notice| notice.tone == Tone::Plain));
    if !room.is_bare() {
        sheet.lead(rest);
    }
    sheet.rows
}

/// How many paragraphs go before what there is to do.
fn soon(page: &Page, room: Room) -> usize {
    let is_broken = page.checklist.iter().any(|check| check.state == CheckState::Broken);
    let is_news = is_broken || page.notices.iter().any(|notice| notice.tone != Tone::Plain);
    let is_key = |text: &Text| text.args.iter().any(|(_, arg)| matches!(arg, Arg::Secret(_)));
    let key = page.qr.as_ref().and_then(|_| page.lead.iter().position(is_key));
    match room {
        Room::Roomy => page.lead.len(),
        // What is copied from here into another device is what the page is for.
        Room::Scarce if key.is_some() => key.map_or(0, |place| place + 1),
        Room::Scarce if is_news => 0,
        Room::Scarce | Room::Bare => page.lead.len().min(1),
        Room::Barest => 0,
    }
}

impl<'a> Sheet<'a, '_> {
    fn gap(&mut self, gap: Gap) {
        if self.rows.last().is_some_and(|last| last.gap.is_none()) {
            self.rows.push(Row::gap(gap));
        }
    }

    fn text(&mut self, text: &str, role: Role) {
        let style = self.ink.look.style(role);
        for line in wrap(text, self.width) {
            self.rows.push(Row::of(Line::from(vec![indent(), Span::styled(line, style)])));
        }
    }

    /// Text behind a word that says what it is; only the word is coloured.
    fn led(&mut self, word: &str, role: Role, text: &str) {
        let (colour, plain) = (self.ink.look.style(role), self.ink.look.style(Role::Plain));
        for (place, line) in wrap(&format!("{word} {text}"), self.width).into_iter().enumerate() {
            let rest = line.strip_prefix(word).filter(|_| place == 0).map(str::to_owned);
            let spans = match rest {
                Some(rest) => vec![indent(), Span::styled(word.to_owned(), colour), Span::styled(rest, plain)],
                None => vec![indent(), Span::styled(line, plain)],
            };
            self.rows.push(Row::of(Line::from(spans)));
        }
    }

    /// Paragraphs with air between them; lines that are no sentences stand together as a list.
    fn lead(&mut self, paragraphs: &[Text]) {
        let (ink, mut was_sentence) = (self.ink, true);
        self.gap(Gap::Section);
        for text in paragraphs.iter().map(|text| ink.say(text)) {
            let is_sentence = text.ends_with(['.', '?', '!']);
            if is_sentence || was_sentence {
                self.gap(Gap::Item);
            }
            self.text(&text, Role::Plain);
            was_sentence = is_sentence;
        }
    }

    fn notices<'n>(&mut self, notices: impl Iterator<Item = &'n Notice>) {
        self.gap(Gap::Section);
        for notice in notices {
            let text = self.ink.say(&notice.text);
            match notice.tone {
                Tone::Plain => self.led(self.ink.look.glyphs.bullet, Role::Accent, &text),
                Tone::Good => self.led(&self.ink.word("tone-good"), Role::Good, &text),
                Tone::Error => self.error(&text),
            }
        }
    }

    fn error(&mut self, text: &str) {
        self.led(&self.ink.word("tone-error"), Role::Error, text);
    }

    fn picture(&mut self, drawing: Option<&Picture>) {
        self.gap(Gap::Section);
        let style = self.ink.look.style(Role::Strong);
        let glyphs = &self.ink.look.glyphs;
        for row in drawing.iter().flat_map(|drawing| picture::drawn(drawing, self.width, glyphs)) {
            self.rows.push(Row::of(Line::from(vec![indent(), Span::styled(row, style)])));
        }
    }

    /// It is copied from here, so it stays in sight with what is pasted.
    fn command(&mut self, command: Option<&Command>) {
        self.gap(Gap::Section);
        let style = self.ink.look.style(Role::Strong);
        for line in command.iter().flat_map(|command| command.in_lines(self.width)) {
            self.rows.push(Row { kept: true, ..Row::of(Line::from(vec![indent(), Span::styled(line, style)])) });
        }
    }

    fn fields(&mut self, fields: &'a [Field], focus: Focus) {
        for (place, field) in fields.iter().enumerate() {
            self.gap(Gap::Section);
            let from = self.rows.len();
            self.field(field, focus == Focus::Field(place));
            for row in self.rows.iter_mut().skip(from) {
                row.focused = focus == Focus::Field(place);
                row.item = Some(Focus::Field(place));
            }
        }
    }

    fn field(&mut self, field: &'a Field, focused: bool) {
        match &field.error {
            Some(error) if self.room.is_bare() => self.error(&self.ink.say(error)),
            Some(_) | None => self.text(&self.ink.say(&field.label), Role::Strong),
        }
        let drawn = field::drawn(&field.value, focused, self.width, self.ink);
        for (place, spans) in drawn.rows.into_iter().enumerate() {
            let (row, column) = drawn.cursor;
            let has_cursor = focused && place == row;
            let marked = [vec![self.marker(has_cursor)], spans].concat();
            let kept = matches!(field.value, Value::Offered { .. });
            self.rows.push(Row { kept, cursor: has_cursor.then_some(INDENT + column), ..Row::of(Line::from(marked)) });
        }
        if let Some(error) = field.error.as_ref().filter(|_| !self.room.is_bare()) {
            self.error(&self.ink.say(error));
        }
        let hint = field.hint.as_ref().filter(|_| self.room == Room::Roomy || field.error.is_none());
        if let Some(hint) = hint {
            self.text(&self.ink.say(hint), Role::Quiet);
        }
    }

    fn choices(&mut self, page: &Page) {
        self.gap(Gap::Section);
        for (place, choice) in page.choices.iter().enumerate() {
            self.gap(Gap::Item);
            let from = self.rows.len();
            let number = (place < page.digits).then_some(place + 1);
            self.choice(number, &self.ink.say(choice), page.focus == Focus::Choice(place));
            self.rows.iter_mut().skip(from).for_each(|row| row.item = Some(Focus::Choice(place)));
        }
    }

    fn choice(&mut self, number: Option<usize>, text: &str, focused: bool) {
        let look = self.ink.look;
        let (first, rest) = if focused { (Role::Focus, Role::Focus) } else { (Role::Accent, Role::Strong) };
        let number = number.map_or("   ".to_owned(), |number| format!(" {number} "));
        let lines = wrap(text, self.width.saturating_sub(number.len() + 1));
        let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        for (line_number, line) in lines.into_iter().enumerate() {
            let is_first = line_number == 0;
            let label = if is_first { number.clone() } else { " ".repeat(number.len()) };
            let blank = " ".repeat(widest - width(&line) + 1);
            let spans = vec![
                self.marker(focused && is_first),
                Span::styled(label, look.style(first)),
                Span::styled(line + &blank, look.style(rest)),
            ];
            let cursor = (focused && is_first).then_some(INDENT + 1);
            self.rows.push(Row { focused, cursor, ..Row::of(Line::from(spans)) });
        }
    }

    /// The rules in two columns where all of them are short enough, in one otherwise. In a scarce
    /// window those that need something come first, and keep their order in a roomy one: rules that
    /// move while one types are hard to follow.
    fn checklist(&mut self, checks: &[Check]) {
        self.gap(Gap::Section);
        let half = self.width / 2;
        let mut sorted: Vec<&Check> = checks.iter().collect();
        if self.room != Room::Roomy {
            sorted.sort_by_key(|check| urgency(check.state));
        }
        let drawn: Vec<Line<'static>> = sorted.into_iter().map(|check| self.check(check)).collect();
        let columns = if drawn.iter().all(|line| line.width() < half) { 2 } else { 1 };
        for pair in drawn.chunks(columns) {
            let mut line = Line::from(indent());
            for (place, check) in pair.iter().enumerate() {
                let pad = (place * half).saturating_sub(line.width().saturating_sub(usize::from(INDENT)));
                line.push_span(Span::raw(" ".repeat(pad)));
                line.extend(check.spans.iter().cloned());
            }
            self.rows.push(Row::of(line));
        }
    }

    fn check(&self, check: &Check) -> Line<'static> {
        let look = self.ink.look;
        let (mark, role) = match check.state {
            CheckState::Open => (look.glyphs.open, Role::Quiet),
            CheckState::Kept => (look.glyphs.kept, Role::Good),
            CheckState::Broken => (look.glyphs.broken, Role::Error),
        };
        let text = format!(" {}", self.ink.say(&check.text));
        Line::from(vec![Span::styled(mark, look.style(role)), Span::styled(text, look.style(Role::Plain))])
    }

    fn strength(&mut self, strength: Option<&Strength>) {
        let Some(strength) = strength else { return };
        self.gap(Gap::Section);
        let look = self.ink.look;
        let (segments, cells) = BAR;
        let filled = usize::from(strength.score).min(segments) * cells;
        self.rows.push(Row::of(Line::from(vec![
            indent(),
            Span::styled(self.ink.word("strength-label"), look.style(Role::Plain)),
            Span::raw("  "),
            Span::styled(look.glyphs.bar_full.repeat(filled), look.style(Role::Accent)),
            Span::styled(look.glyphs.bar_empty.repeat(segments * cells - filled), look.style(Role::Quiet)),
            Span::raw("  "),
            Span::styled(self.ink.say(&strength.word), look.style(Role::Strong)),
        ])));
        for advice in &strength.advice {
            self.text(&self.ink.say(advice), Role::Plain);
        }
    }

    fn marker(&self, focused: bool) -> Span<'static> {
        if !focused {
            return indent();
        }
        let marker = self.ink.look.glyphs.marker;
        let blank = " ".repeat(usize::from(INDENT).saturating_sub(width(marker)));
        Span::styled(format!("{marker}{blank}"), self.ink.look.style(Role::Marker))
    }
}

/// Less is more urgent.
const fn urgency(state: CheckState) -> u8 {
    match state {
        CheckState::Broken => 0,
        CheckState::Open => 1,
        CheckState::Kept => 2,
    }
}

fn indent() -> Span<'static> {
    Span::raw(" ".repeat(usize::from(INDENT)))
}
