//! LDIF (RFC 2849): entries of attributes, as LDAP servers write them. Knows lines, continuations and
//! base64, and which attributes say what of a person.

use std::io::{BufRead, BufReader, Read};

use data_encoding::{BASE64, HEXLOWER};

use super::columns::{Layout, Mapping};
use super::record::{LONGEST, LineFault, Record};
use crate::domain::person::{Cells, Column};

/// The switch of Active Directory that turns an account off.
const ACCOUNT_DISABLED: u32 = 2;

/// The entries of a file, one by one.
pub struct Ldif {
    lines: BufReader<Box<dyn Read + Send>>,
    mapping: Mapping,
    line: u64,
    /// A line that was read to see whether it goes on with the one before.
    ahead: Option<Vec<u8>>,
}

/// An attribute with its value, in bytes.
type Attribute = (String, Vec<u8>);

impl Ldif {
    pub fn open(text: impl Read + Send + 'static, mapping: &Mapping) -> Self {
        Self { lines: BufReader::new(Box::new(text)), mapping: mapping.for_directory(), line: 0, ahead: None }
    }

    /// The next entry of a person; none after the last. What has no login is a folder or a group.
    pub fn next(&mut self) -> Result<Option<Record>, LineFault> {
        while let Some((line, attributes)) = self.entry()? {
            let is_change = |(name, value): &Attribute| name == "changetype" && value != b"add";
            if attributes.iter().any(is_change) {
                return Err(LineFault::new(line, "a change of an entry; only whole entries are read"));
            }
            let cells = self.cells(&attributes);
            let is_person = cells.as_ref().map_or(true, |cells| cells.contains_key(&Column::Login));
            if is_person {
                let cell = |column| cells.as_ref().ok().and_then(|cells: &Cells| cells.get(&column)).cloned().unwrap_or_default();
                let written = Column::ALL.map(cell).to_vec();
                return Ok(Some(Record { line, written, cells }));
            }
        }
        Ok(None)
    }

    /// The attributes of the next entry, and the line it begins at.
    fn entry(&mut self) -> Result<Option<(u64, Vec<Attribute>)>, LineFault> {
        let (mut begins, mut size, mut attributes) = (0, 0, Vec::new());
        while let Some((line, text)) = self.logical_line()? {
            if text.is_empty() && !attributes.is_empty() {
                break;
            }
            if text.is_empty() || text.starts_with(b"#") || text.starts_with(b"version:") || text == b"-" {
                continue;
            }
            if attributes.is_empty() {
                begins = line;
            }
            size += text.len() as u64;
            if size > LONGEST {
                return Err(LineFault::new(begins, "this entry is longer than 1 MiB"));
            }
            attributes.push(attribute(&text).map_err(|why| LineFault::new(line, why))?);
        }
        Ok((!attributes.is_empty()).then_some((begins, attributes)))
    }

    /// A line with those that go on with it: they begin with a blank.
    fn logical_line(&mut self) -> Result<Option<(u64, Vec<u8>)>, LineFault> {
        let Some(mut text) = self.ahead.take().map_or_else(|| self.physical_line(), |ahead| Ok(Some(ahead)))? else {
            return Ok(None);
        };
        let line = self.line;
        while let Some(next) = self.physical_line()? {
            match next.strip_prefix(b" ") {
                Some(rest) if !text.is_empty() => text.extend_from_slice(rest),
                _ => {
                    self.ahead = Some(next);
                    break;
                }
            }
            if text.len() as u64 > LONGEST {
                return Err(LineFault::new(line, "this line is longer than 1 MiB"));
            }
        }
        Ok(Some((line, text)))
    }

    fn physical_line(&mut self) -> Result<Option<Vec<u8>>, LineFault> {
        let mut text = Vec::new();
        let read = self.lines.by_ref().take(LONGEST).read_until(b'\n', &mut text);
        let count = read.map_err(|error| LineFault::new(self.line + 1, format!("cannot be read: {error}")))?;
        if count == 0 {
            return Ok(None);
        }
        self.line += 1;
        if count as u64 == LONGEST {
            return Err(LineFault::new(self.line, "this line is longer than 1 MiB"));
        }
        if text.last() == Some(&b'\n') {
            text.pop();
        }
        Ok(Some(text))
    }

    /// What the attributes say of a person. One that an entry does not have leaves things as they are.
    fn cells(&self, attributes: &[Attribute]) -> Result<Cells, Vec<String>> {
        let (mut header, mut row) = (Vec::new(), Vec::new());
        for column in Column::ALL {
            let named = |name: &&str| attributes.iter().any(|(given, _)| given.eq_ignore_ascii_case(name));
            let Some(name) = self.mapping.names(column).into_iter().find(named) else { continue };
            let values = attributes.iter().filter(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value);
            let texts: Vec<String> =
                values.map(|value| text_of(name, value)).collect::<Result<_, _>>().map_err(|why| vec![why])?;
            header.push(column.name().to_owned());
            // A list of what is no list: directories give a person several names, the first of them meant.
            let is_list = matches!(column, Column::Groups | Column::Emails | Column::Phones | Column::OfficePhones);
            row.push(if is_list { texts.join("|") } else { texts.into_iter().next().unwrap_or_default() });
        }
        let columns = header.iter().map(|name| Column::from_name(name)).collect();
        let mut cells = Layout::of_directory(columns).cells(&row)?;
        if let Some((_, flags)) = attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case("userAccountControl")) {
            let flags = std::str::from_utf8(flags).ok().and_then(|flags| flags.parse::<u32>().ok());
            let flags = flags.ok_or_else(|| vec!["userAccountControl: no number".to_owned()])?;
            let enabled = if flags & ACCOUNT_DISABLED == 0 { "yes" } else { "no" };
            cells.entry(Column::Enabled).or_insert_with(|| enabled.to_owned());
        }
        Ok(cells)
    }
}

/// `name: value`, or `name:: ` and the value in base64.
fn attribute(line: &[u8]) -> Result<Attribute, String> {
    let place = line.iter().position(|byte| *byte == b':').ok_or("no attribute: `name: value` is expected")?;
    let (name, rest) = line.split_at(place);
    let name = std::str::from_utf8(name).map_err(|_| "an attribute whose name is no text")?;
    // Options of an attribute, as in `cn;lang-nl`, do not change what it is.
    let name = name.split(';').next().unwrap_or_default().to_owned();
    let value = match rest {
        [b':', b':', encoded @ ..] => BASE64.decode(encoded.trim_ascii()).map_err(|_| format!("{name}: not base64"))?,
        [b':', b'<', ..] => return Err(format!("{name}: a reference to another file, which is not followed")),
        [_, plain @ ..] => plain.trim_ascii_start().to_vec(),
        [] => Vec::new(),
    };
    Ok((name, value))
}

/// A value as text. Active Directory's GUID is sixteen bytes, three fields of it in little-endian order.
fn text_of(name: &str, value: &[u8]) -> Result<String, String> {
    if let (true, [a, b, c, d, e, f, g, h, rest @ ..]) = (name.eq_ignore_ascii_case("objectGUID"), value)
        && rest.len() == 8
    {
        let (node, clock) = (rest.get(2..).unwrap_or_default(), rest.get(..2).unwrap_or_default());
        let fields = [&[*d, *c, *b, *a][..], &[*f, *e], &[*h, *g], clock, node];
        return Ok(fields.map(|field| HEXLOWER.encode(field)).join("-"));
    }
    String::from_utf8(value.to_vec()).map_err(|_| format!("{name}: no UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::super::text::Text;
    use super::*;

    const PEOPLE: &str = "version: 1\n\n# a folder\ndn: ou=people,dc=contoso\nou: people\n\n\
        dn: uid=ada,ou=people,dc=contoso\nuid: ada\ncn: Ada\n  van Zuid\nmail: a@example.org\nmail: b@example.org\n\
        entryUUID: 7\nmemberOf: CN=Staff,OU=x\nuserPassword:: e1NTSEF9eA==\n\n\
        dn:: dWlkPXpvw6s=\nsAMAccountName:: em/Dqw==\nobjectGUID:: AQIDBAUGBwgJCgsMDQ4PEA==\nuserAccountControl: 514\n";

    fn entries(text: &str) -> Result<Vec<String>, LineFault> {
        let text = Text::of(Box::new(std::io::Cursor::new(text.as_bytes().to_vec()))).expect("opened");
        let mut ldif = Ldif::open(text, &Mapping::default());
        let mut found = Vec::new();
        while let Some(record) = ldif.next()? {
            let cells = record.cells.map_or_else(|faults| faults, |cells| cells.into_values().collect());
            found.push(format!("{} {}", record.line, cells.join("/")));
        }
        Ok(found)
    }

    #[test]
    fn people_are_read_and_folders_passed_over() {
        let expected =
            ["7 ada/7/Ada van Zuid/Staff/a@example.org|b@example.org/{SSHA}x", "17 zoë/04030201-0605-0807-090a-0b0c0d0e0f10/no"];
        assert_eq!(entries(PEOPLE).expect("read"), expected);
        assert_eq!(entries(&PEOPLE.replace('\n', "\r\n")).expect("read"), expected);
    }

    #[test]
    fn what_is_no_entry_is_told_with_its_line() {
        for (text, line, why) in [
            ("dn: x\nuid ada\n", 2, "no attribute"),
            ("dn: x\nuid:: !!\n", 2, "uid: not base64"),
            ("dn: x\njpegPhoto:< file:///etc/passwd\n", 2, "not followed"),
            ("\ndn: x\nchangetype: delete\n", 2, "only whole entries"),
        ] {
            let fault = entries(text).expect_err(text);
            assert!(fault.line == line && fault.why.contains(why), "{fault:?}");
        }
        let long = format!("dn: x\nuid: {}\n", "x".repeat(10_000_000));
        assert_eq!(entries(&long).expect_err("too long").line, 2);
        assert_eq!(entries("dn: x\nuid: ada\ncn:: /w==\n").expect("read"), ["1 cn: no UTF-8"]);
    }
}
