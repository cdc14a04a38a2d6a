//! Somebody who was there before an attack, and what must hold after each.

use std::io;

use super::client::{Client, FIRST_PAGE, SECOND_PAGE};
use super::grammar;
use crate::served::{Served, until};

/// Settings under which no visit ends by itself while tests are busy with others, and nobody is counted per address.
pub const LASTING: &str = "log.file = \"kiosk.log\"\nlog.level = \"warn\"\nsession.idle = \"10min\"\n\
                           session.idle_waiting = \"10min\"\nsession.total = \"60min\"\n\
                           ssh.uncapped = [\"127.0.0.0/8\"]\nssh.grace = \"0s\"\n";

/// Somebody who came before an attack, and goes on after it.
pub struct Witness {
    client: Client,
    channel: u32,
}

impl Witness {
    pub fn of(served: &Served) -> Self {
        Self::newcomer(served).unwrap()
    }

    /// Asserts that nothing happened to the program, nor to this visit, and that others can still come.
    pub fn finds_unharmed(&mut self, served: &mut Served, after: &str) {
        assert!(served.is_running(), "{after}: the program ended: {}", served.said());
        let failed = |whose: &str, error: io::Error| panic!("{after}: {whose} does not go on: {error}; {}", served.said());
        self.goes_on().unwrap_or_else(|error| failed("a visit that began before", error));
        Self::newcomer(served).and_then(|mut newcomer| newcomer.goes_on()).unwrap_or_else(|error| failed("a new visit", error));
        assert!(!served.said().contains("panicked"), "{after}: {}", served.said());
    }

    /// The same as soon as there is room again for the newcomer.
    pub fn finds_unharmed_soon(&mut self, served: &mut Served, after: &str) {
        let has_room = until(|| Self::newcomer(served).is_ok());
        assert!(has_room, "{after}: nobody can come any more: {}", served.said());
        self.finds_unharmed(served, after);
    }

    fn newcomer(served: &Served) -> io::Result<Self> {
        let (client, channel) = Client::visiting(served.address)?;
        Ok(Self { client, channel })
    }

    /// To where one types who one is, and back.
    pub fn goes_on(&mut self) -> io::Result<()> {
        self.client.press(self.channel, "1")?;
        self.client.see(SECOND_PAGE)?;
        self.client.press(self.channel, "\x1b")?;
        self.client.see(FIRST_PAGE)
    }

    /// Asks what has to be looked up, sees the answer and leaves.
    pub fn asks(mut self) -> io::Result<()> {
        self.client.press(self.channel, "1nobody\r")?;
        self.client.see("small")
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            grammar::check(&self.client.seen);
        }
    }
}
