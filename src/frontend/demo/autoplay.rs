//! The demo playing by itself: what people do at a kiosk, by the keys that they would press, with a word
//! under the page about each. It sees what a person sees, pages and letters and the phone, and waits
//! for them; its pauses are for the reader and could all be left out.

mod register;
mod script;
mod sheet;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::DemoError;
use super::apps::{App, Apps};
use super::captions::Captions;
use super::cast::{self, REGISTRANT, STAR};
use super::inbox::Inbox;
use super::paper::Paper;
use super::seen::Seen;
use super::witness::Witness;
use crate::domain::account::Language;
use crate::domain::proof::totp::{STEP_SECONDS, code_at};
use crate::domain::secret::Secret;
use crate::domain::time::{Moment, Span};
use crate::input::Incoming;
use crate::page::{Action, PageId, Text};
use crate::service::ambient::Ambient;
use crate::session::manner::Drawing;
use crate::store::StoreError;

/// How long a page or a letter may take.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Words for a password that is new each time, none of which is anybody's name here.
const WORDS: [&str; 32] = [
    "copper", "lantern", "walnut", "glacier", "pepper", "marble", "thunder", "velvet", "orchard", "compass", "saffron",
    "harvest", "meadow", "cobalt", "sparrow", "anchor", "juniper", "canyon", "biscuit", "violin", "granite", "papaya", "tractor",
    "blanket", "hazel", "quartz", "feather", "mustard", "pebble", "rocket", "cinnamon", "willow",
];

/// Whoever registered too little.
const UNREGISTERED: &str = "farid";

/// What can be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Play {
    /// A forgotten password, through two gates.
    Reset,
    /// An account that was locked, with a password that is known.
    Unlock,
    /// A known password.
    Change,
    /// An app, for somebody who has addresses only.
    Register,
    /// Somebody is reminded of what is missing, and puts it off.
    Remind,
    /// The next time they add it: codes on paper.
    Sheet,
    /// Somebody who registered nothing asks an administrator.
    Help,
}

impl Play {
    pub const ALL: [Self; 7] = [Self::Reset, Self::Unlock, Self::Change, Self::Help, Self::Register, Self::Remind, Self::Sheet];
    /// All that there is about registering.
    pub const REGISTERING: [Self; 3] = [Self::Register, Self::Remind, Self::Sheet];

    /// Who plays.
    const fn login(self) -> &'static str {
        match self {
            Self::Reset => STAR.login,
            Self::Unlock => "emma",
            Self::Change => "anna",
            Self::Register => REGISTRANT.login,
            Self::Remind | Self::Sheet | Self::Help => UNREGISTERED,
        }
    }

    /// What is said once the store was asked.
    const fn verified(self) -> &'static str {
        match self {
            Self::Reset | Self::Change => "demo-play-verified",
            Self::Unlock => "demo-play-verified-unlock",
            Self::Register => "demo-play-verified-register",
            Self::Remind => "demo-play-verified-remind",
            Self::Sheet => "demo-play-verified-sheet",
            Self::Help => "demo-play-verified-help",
        }
    }
}

/// How the demo plays by itself.
#[derive(Clone, Copy, Debug)]
pub struct Autoplay {
    /// One after another.
    pub plays: &'static [Play],
    /// Divides the pauses.
    pub speed: f64,
    /// Begins again with another new password, until somebody takes over.
    pub repeat: bool,
}

/// Whoever presses the keys.
pub struct Player {
    pub how: Autoplay,
    /// How long a page or a letter may take.
    pub patience: Duration,
    pub keys: mpsc::Sender<Incoming>,
    pub pages: watch::Receiver<Option<Seen>>,
    pub inbox: Arc<Inbox>,
    pub captions: Arc<Captions>,
    pub app: App,
    /// All that are on the phone.
    pub apps: Arc<Apps>,
    /// The sheet of recovery codes that was copied last.
    pub paper: Arc<Paper>,
    pub witness: Witness,
    pub ambient: Arc<Ambient>,
    /// What is played on: plain text takes lines where a full screen takes keys.
    pub drawing: Drawing,
    pub language: Language,
    /// What a person would read on the page of a riddle.
    pub answers: watch::Receiver<Option<Secret>>,
    /// The app's last step whose code was used.
    pub spent: i64,
}

impl Player {
    /// Plays until the end.
    ///
    /// # Errors
    /// When a page or a letter does not come, or the store does not say in the end what the last
    /// page said.
    pub async fn play(mut self) -> Result<(), DemoError> {
        let mut passwords = BTreeMap::new();
        loop {
            for (number, play) in self.how.plays.iter().enumerate() {
                let old = passwords.remove(play.login()).unwrap_or_else(|| Secret::new(cast::PASSWORD.to_owned()));
                let now = self.play_one(*play, old).await?;
                passwords.insert(play.login(), now);
                self.caption(play.verified()).await;
                if !self.how.repeat && number + 1 == self.how.plays.len() {
                    return Ok(());
                }
                self.press(script::ENTER).await?;
            }
        }
    }

    /// Plays one, and asks the store; the password of whoever played afterwards.
    async fn play_one(&mut self, play: Play, old: Secret) -> Result<Secret, DemoError> {
        let new = match play {
            Play::Reset | Play::Change => self.another_password()?,
            Play::Unlock | Play::Register | Play::Remind | Play::Sheet | Play::Help => old.duplicate(),
        };
        let requests = if play == Play::Help { self.witness.help_requests().await? } else { 0 };
        match play {
            Play::Reset => self.reset(&new).await?,
            Play::Unlock => self.unlock(play.login()).await?,
            Play::Change => self.change(play.login(), &old, &new).await?,
            Play::Register => self.register(&old).await?,
            Play::Remind => self.put_off(&old).await?,
            Play::Sheet => self.write_sheet(&old).await?,
            Play::Help => self.ask_for_help(play.login()).await?,
        }
        self.verify(play, &old, &new, requests).await?;
        Ok(new)
    }

    /// Whether the store says what the last page said; there were so many `requests` for help before.
    async fn verify(&self, play: Play, old: &Secret, new: &Secret, requests: usize) -> Result<(), DemoError> {
        let is_true = match play {
            Play::Reset | Play::Change => self.accepts(play, new).await? && !self.accepts(play, old).await?,
            Play::Unlock => self.accepts(play, old).await? && !self.witness.is_locked(play.login()).await?,
            Play::Register => self.is_registered(play.login()).await?,
            Play::Remind => self.witness.put_off(play.login()).await? == 1,
            Play::Sheet => self.witness.has_sheet(play.login(), &self.paper.codes()).await?,
            Play::Help => self.witness.help_requests().await? > requests,
        };
        if is_true { Ok(()) } else { Err(DemoError::NotChanged) }
    }

    /// Whether the store has one app of `login`, and the next code of the one on the phone proves who they are.
    async fn is_registered(&self, login: &str) -> Result<bool, DemoError> {
        let Some(app) = self.apps.of(login) else { return Ok(false) };
        // What was typed is spent, and so is everything before it.
        let next = self.ambient.now() + Span::minutes(1);
        Ok(self.witness.apps(login).await? == 1 && self.witness.is_proved_by(&app, login, next).await?)
    }

    /// Whether the store takes `password` of whoever plays.
    async fn accepts(&self, play: Play, password: &Secret) -> Result<bool, DemoError> {
        self.witness.accepts(play.login(), password).await
    }

    fn another_password(&self) -> Result<Secret, DemoError> {
        let entropy = self.ambient.entropy().map_err(StoreError::from)?;
        let mut words: Vec<&str> = Vec::new();
        for word in entropy.iter().filter_map(|byte| WORDS.get(usize::from(*byte) % WORDS.len())) {
            // The same word twice would be too easy to guess.
            if words.len() < 4 && !words.contains(word) {
                words.push(word);
            }
        }
        Ok(Secret::new(words.join(" ")))
    }

    /// Waits for a page.
    async fn page(&mut self, awaited: PageId) -> Result<(), DemoError> {
        let shown = self.pages.wait_for(|seen| seen.as_ref().is_some_and(|seen| seen.page == awaited && seen.is_ready));
        match timeout(self.patience, shown).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(_)) => Err(DemoError::CutShort),
            Err(_) => Err(DemoError::Missed(format!("the page {}", awaited.name()))),
        }
    }

    /// Waits until something on the page is called so; its number.
    async fn number_of(&mut self, choice: &str) -> Result<usize, DemoError> {
        let number = |seen: &Option<Seen>| seen.as_ref().filter(|seen| seen.is_ready).and_then(|seen| seen.number(choice));
        let missed = || DemoError::Missed(format!("the choice {choice}"));
        let shown = timeout(self.patience, self.pages.wait_for(|seen| number(seen).is_some())).await;
        let shown = shown.map_err(|_| missed())?.map_err(|_| DemoError::CutShort)?;
        number(&shown).ok_or_else(missed)
    }

    /// How often Tab is pressed to go to `action` on the page.
    fn tabs_to(&self, action: Action) -> Result<usize, DemoError> {
        let tabs = self.pages.borrow().as_ref().and_then(|seen| seen.tabs_to(action));
        tabs.ok_or_else(|| DemoError::Missed(format!("the button {}", action.label())))
    }

    /// Waits for a code in a letter later than number `known`.
    async fn code_after(&self, known: usize) -> Result<Secret, DemoError> {
        let newer = || {
            let letters = self.inbox.letters();
            letters.iter().filter(|letter| letter.number > known).find_map(|letter| letter.code())
        };
        let mut arrived = self.inbox.arrived();
        let came = timeout(self.patience, arrived.wait_for(|_| newer().is_some())).await;
        let missed = || DemoError::Missed("the letter with the code".to_owned());
        came.map_err(|_| missed())?.map_err(|_| DemoError::CutShort)?;
        newer().ok_or_else(missed)
    }

    /// The step of the app that is shown now.
    fn step(&self) -> i64 {
        self.ambient.now().millis() / (STEP_SECONDS * 1_000)
    }

    /// Waits for a code in the app that was not used yet: each works once.
    async fn wait_for_unused_step(&self) {
        if self.step() <= self.spent {
            self.captions.say(Text::new("demo-play-next-code"));
        }
        let next = Moment::from_millis((self.spent + 1) * STEP_SECONDS * 1_000);
        tokio::time::sleep(self.ambient.wait_until(next)).await;
    }

    fn code_in_app(&self) -> Secret {
        code_at(&self.app.seed, self.ambient.now())
    }

    /// The answer to the riddle that is shown.
    fn answer(&self) -> Result<Secret, DemoError> {
        let answer = self.answers.borrow().as_ref().map(Secret::duplicate);
        answer.ok_or_else(|| DemoError::Missed("the riddle".to_owned()))
    }

    async fn press(&self, key: &[u8]) -> Result<(), DemoError> {
        self.keys.send(Incoming::Bytes(key.to_vec().into())).await.map_err(|_| DemoError::CutShort)
    }

    /// A pause for the reader, and for as long as they want.
    async fn rest(&self, pause: Duration) {
        let divided = Duration::try_from_secs_f64(pause.as_secs_f64() / self.how.speed);
        tokio::time::sleep(divided.unwrap_or(pause)).await;
        self.captions.going_on().await;
    }
}

#[cfg(test)]
mod tests;
