//! What is said on a line to a database: where one request ends, what it asks, and where its answer
//! ends. Knows as much of the two protocols as that takes.

use std::collections::HashMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    Postgres,
    MariaDb,
}

/// A piece of what the client says that is sent on as a whole.
pub struct Heard {
    pub bytes: Vec<u8>,
    /// What it asks, when it is a request; nothing when it only asks whether anybody is there.
    pub request: Option<String>,
}

/// One conversation.
pub struct Talk {
    protocol: Protocol,
    /// The greetings are over.
    begun: bool,
    /// The texts of prepared statements.
    texts: HashMap<Vec<u8>, String>,
    /// The text of the statement that is being prepared, whose name only the answer tells.
    preparing: Option<String>,
    answer: Vec<u8>,
    /// How many packets of the present answer came, and how many there will be where that is known.
    packets: usize,
    expected: Option<usize>,
}

impl Talk {
    pub fn new(protocol: Protocol) -> Self {
        Self { protocol, begun: false, texts: HashMap::new(), preparing: None, answer: Vec::new(), packets: 0, expected: None }
    }

    /// Takes the next whole piece out of what the client said.
    pub fn ask(&mut self, said: &mut Vec<u8>) -> Option<Heard> {
        match self.protocol {
            Protocol::Postgres if !self.begun => self.greeting(said),
            Protocol::Postgres => self.postgres_request(said),
            Protocol::MariaDb => self.mariadb_request(said),
        }
    }

    /// Takes a part of what the server says; whether that ends an answer.
    pub fn tell(&mut self, said: &[u8]) -> bool {
        self.answer.extend_from_slice(said);
        match self.protocol {
            Protocol::Postgres => self.postgres_answer(),
            Protocol::MariaDb => self.mariadb_answer(),
        }
    }

    /// What a server says that refuses: for good, or for the sake of another transaction.
    pub fn refusal(&self, contended: bool) -> Vec<u8> {
        match self.protocol {
            Protocol::Postgres => {
                let code = if contended { "40001" } else { "XX000" };
                let fields = format!("SERROR\0VERROR\0C{code}\0Mrefused by a test\0\0");
                let length = u32::try_from(fields.len() + 4).expect("a short text");
                [b"E", &length.to_be_bytes()[..], fields.as_bytes(), b"Z\0\0\0\x05E"].concat()
            }
            Protocol::MariaDb => {
                let (number, state) = if contended { (1213_u16, "40001") } else { (1105_u16, "HY000") };
                let text = format!("#{state}refused by a test");
                let length = u8::try_from(text.len() + 3).expect("a short text");
                [&[length, 0, 0, 1, 0xff][..], &number.to_le_bytes(), text.as_bytes()].concat()
            }
        }
    }

    /// Before it is greeted, PostgreSQL's messages have no letter.
    fn greeting(&mut self, said: &mut Vec<u8>) -> Option<Heard> {
        let length = usize::try_from(u32::from_be_bytes(*said.first_chunk()?)).expect("a length");
        let bytes = take(said, length)?;
        // Version 3.0; before it stands at most the question for TLS.
        self.begun = bytes[4..8] == [0, 3, 0, 0];
        Some(Heard { bytes, request: None })
    }

    /// Messages up to Sync or Query are one request.
    fn postgres_request(&mut self, said: &mut Vec<u8>) -> Option<Heard> {
        let (mut end, mut text) = (0, String::new());
        loop {
            let rest = said.get(end..)?;
            let length = 1 + usize::try_from(u32::from_be_bytes(*rest.get(1..)?.first_chunk()?)).expect("a length");
            let (letter, body) = (rest[0], rest.get(5..length)?);
            end += length;
            match letter {
                b'P' => {
                    let mut parts = body.splitn(3, |byte| *byte == 0);
                    let (name, asked) = (parts.next()?.to_vec(), readable(parts.next()?));
                    text = format!("prepare {asked}");
                    self.texts.insert(name, asked);
                }
                b'B' => {
                    let name = body.splitn(3, |byte| *byte == 0).nth(1)?;
                    text = self.texts.get(name).cloned().unwrap_or_default();
                }
                b'Q' => text = readable(body),
                _ => {}
            }
            match letter {
                // A Sync alone asks whether anybody is there.
                b'S' | b'Q' => {
                    let request = Some(text).filter(|text| !text.is_empty());
                    return Some(Heard { bytes: take(said, end)?, request });
                }
                // Passwords, and the end.
                b'p' | b'X' => return Some(Heard { bytes: take(said, end)?, request: None }),
                _ => {}
            }
        }
    }

    /// A packet with number 0 is a command; greetings have others.
    fn mariadb_request(&mut self, said: &mut Vec<u8>) -> Option<Heard> {
        let (length, number) = packet(said)?;
        let bytes = take(said, length)?;
        let command = bytes.get(4).copied().filter(|_| number == 0);
        let request = match command {
            // Query.
            Some(0x03) => Some(readable(&bytes[5..])),
            // Prepare, execute.
            Some(0x16) => Some(format!("prepare {}", readable(&bytes[5..]))),
            Some(0x17) => Some(self.texts.get(&bytes[5..9]).cloned().unwrap_or_default()),
            _ => None,
        };
        if command.is_some() {
            (self.begun, self.packets, self.expected) = (true, 0, None);
            self.preparing = request.as_ref().and_then(|text| text.strip_prefix("prepare ")).map(str::to_owned);
        }
        Some(Heard { bytes, request })
    }

    /// An answer ends when the server is ready for the next question.
    fn postgres_answer(&mut self) -> bool {
        let mut done = false;
        // The answer to the question for TLS has one letter and no length.
        if !self.begun {
            self.answer.clear();
        }
        while let Some(length) = self.answer.get(1..).and_then(|rest| rest.first_chunk()) {
            let length = 1 + usize::try_from(u32::from_be_bytes(*length)).expect("a length");
            let Some(message) = take(&mut self.answer, length) else { break };
            done |= message[0] == b'Z';
        }
        done
    }

    /// One packet that says yes or no, a prepared statement with its columns, or rows up to their end.
    fn mariadb_answer(&mut self) -> bool {
        let mut done = false;
        while let Some((length, _)) = packet(&self.answer) {
            let Some(bytes) = take(&mut self.answer, length) else { break };
            if !self.begun {
                continue;
            }
            self.packets += 1;
            let first = bytes.get(4).copied().unwrap_or_default();
            if let (1, 0x00, Some(text)) = (self.packets, first, self.preparing.take()) {
                self.texts.insert(bytes[5..9].to_vec(), text);
                let of = |place: usize| usize::from(u16::from_le_bytes([bytes[place], bytes[place + 1]]));
                self.expected = Some(1 + of(9) + of(11));
            }
            done |= match self.expected {
                Some(expected) => self.packets >= expected,
                None => (self.packets == 1 && [0x00, 0xff].contains(&first)) || (self.packets > 1 && first == 0xfe),
            };
        }
        done
    }
}

/// The length of the first packet with its head, and its number.
fn packet(said: &[u8]) -> Option<(usize, u8)> {
    let [low, middle, high, number] = *said.first_chunk()?;
    Some((4 + usize::from(low) + (usize::from(middle) << 8) + (usize::from(high) << 16), number))
}

fn take(said: &mut Vec<u8>, length: usize) -> Option<Vec<u8>> {
    (said.len() >= length).then(|| said.drain(..length).collect())
}

fn readable(text: &[u8]) -> String {
    String::from_utf8_lossy(text).trim_end_matches('\0').split_whitespace().collect::<Vec<_>>().join(" ")
}
