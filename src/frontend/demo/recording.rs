//! What is seen, as asciicast v2: a line of JSON that says how large the window is, then one for
//! each piece of output with its time. Knows nothing of what the pieces mean.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::domain::time::Moment;
use crate::input::Size;

/// A recording that is being made.
pub struct Recording {
    file: File,
    start: Moment,
    /// What went wrong first; nothing is written after that.
    fault: Option<io::Error>,
}

impl Recording {
    /// Begins a recording in a new file.
    ///
    /// # Errors
    /// When `path` exists already, or cannot be written.
    pub fn begin(path: &Path, size: Size, now: Moment) -> io::Result<Self> {
        let file = OpenOptions::new().write(true).create_new(true).open(path).map_err(in_words)?;
        let mut recording = Self { file, start: now, fault: None };
        let header = json!({
            "version": 2,
            "width": size.columns,
            "height": size.rows,
            "timestamp": now.millis() / 1_000,
            "title": "kiosk demo",
        });
        recording.write(&header)?;
        Ok(recording)
    }

    /// Something was sent to the window.
    pub fn output(&mut self, bytes: &[u8], now: Moment) {
        self.event("o", &String::from_utf8_lossy(bytes), now);
    }

    /// The window has another size now.
    pub fn resize(&mut self, size: Size, now: Moment) {
        self.event("r", &format!("{}x{}", size.columns, size.rows), now);
    }

    /// Ends the recording.
    ///
    /// # Errors
    /// What kept it from being written whole.
    pub fn finish(self) -> io::Result<()> {
        self.fault.map_or(Ok(()), Err)
    }

    fn event(&mut self, kind: &str, what: &str, now: Moment) {
        if self.fault.is_some() || what.is_empty() {
            return;
        }
        let millis = u32::try_from(self.start.until(now).millis()).unwrap_or(u32::MAX);
        let event = json!([f64::from(millis) / 1_000.0, kind, what]);
        self.fault = self.write(&event).err();
    }

    fn write(&mut self, line: &Value) -> io::Result<()> {
        self.file.write_all(format!("{line}\n").as_bytes())
    }
}

fn in_words(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::AlreadyExists => io::Error::new(error.kind(), "it exists already, and nothing is overwritten"),
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::time::Span;

    const SIZE: Size = Size { columns: 130, rows: 30 };
    const START: Moment = Moment::from_millis(1_800_000_000_000);

    #[test]
    fn a_recording_can_be_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.cast");
        let mut recording = Recording::begin(&path, SIZE, START).unwrap();
        recording.output(b"\x1b[2J\x1b[Hcaf\xc3\xa9 \"\r\n", START);
        recording.output(b"", START + Span::seconds(1));
        recording.resize(Size { columns: 80, rows: 24 }, START + Span::from_millis(1_234));
        recording.finish().unwrap();

        let text = fs::read_to_string(path).unwrap();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0]["version"], 2);
        assert_eq!((&lines[0]["width"], &lines[0]["height"]), (&json!(130), &json!(30)));
        assert_eq!(lines[0]["timestamp"], 1_800_000_000);
        assert_eq!(lines[1..], [json!([0.0, "o", "\x1b[2J\x1b[Hcafé \"\r\n"]), json!([1.234, "r", "80x24"])]);
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dear.txt");
        fs::write(&path, "dear").unwrap();
        let refused = Recording::begin(&path, SIZE, START).err().map(|why| why.kind());
        assert_eq!(refused, Some(io::ErrorKind::AlreadyExists));
        assert_eq!(fs::read_to_string(path).unwrap(), "dear");
    }
}
