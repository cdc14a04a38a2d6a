//! One run of the demo: the session in the middle, and around it the courier, the inbox, the phone's
//! clock, the keys, the tape and, when the demo plays by itself, the player. Joins all of them.

use std::sync::Arc;

use tokio::sync::{Notify, mpsc, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::autoplay::{Autoplay, PATIENCE, Player};
use super::captions::Captions;
use super::cast::{self, STAR};
use super::inbox::Inbox;
use super::premises::Premises;
use super::relay::{Reins, Tape, carry_in, carry_out};
use super::seen::Seen;
use super::side::{Phone, Side, View};
use super::{DemoError, DemoOptions};
use crate::delivery::Post;
use crate::domain::account::Language;
use crate::domain::method::Standing;
use crate::domain::place::Place;
use crate::domain::proof::totp::STEP_SECONDS;
use crate::domain::time::Moment;
use crate::flow::House;
use crate::input::Incoming;
use crate::render::House as Sign;
use crate::render::look::Look;
use crate::render::screen::Easel;
use crate::service::ambient::Ambient;
use crate::service::courier::Courier;
use crate::service::source::Source;
use crate::session::manner::Manner;
use crate::session::{self, Front, Line};
use crate::texts::Zone;

/// Keys, drawings and letters that wait to be carried on.
const WAITING: usize = 16;

/// What the parts of one demo share while it runs.
pub struct Stage {
    inbox: Arc<Inbox>,
    captions: Arc<Captions>,
    changes: Arc<Notify>,
    autoplay: Option<Autoplay>,
    reins: Reins,
    /// Cancelled when the session is over.
    over: CancellationToken,
    tape: Option<Arc<Tape>>,
    look: Look,
    manner: Manner,
    language: Language,
}

impl Stage {
    pub fn set(options: &DemoOptions, tape: Option<Arc<Tape>>) -> Self {
        let changes = Arc::new(Notify::new());
        let captions = Arc::new(Captions::new(Arc::clone(&changes)));
        Self {
            inbox: Arc::new(Inbox::new(Arc::clone(&changes))),
            reins: Reins { captions: Arc::clone(&captions), taken: CancellationToken::new() },
            captions,
            changes,
            autoplay: options.autoplay,
            over: CancellationToken::new(),
            tape,
            look: options.look.clone(),
            manner: options.manner,
            language: options.language,
        }
    }

    /// Runs the session on `line` until it is stopped or has been played to its end, and then waits
    /// for everything around it.
    pub async fn show(self, premises: &Premises, line: Line) -> Result<(), DemoError> {
        let tasks = TaskTracker::new();
        self.open_post(premises, &tasks);
        tasks.spawn(until(&self.over, ring_with_phone(Arc::clone(&premises.ambient), Arc::clone(&self.changes))));

        let (pages, seen) = watch::channel(None);
        let (keys, incoming) = mpsc::channel(WAITING);
        let (outgoing, drawings) = mpsc::channel(WAITING);
        let reins = self.autoplay.map(|_| self.reins.clone());
        tasks.spawn(until(&self.over, carry_in(line.incoming, keys.clone(), reins, self.tape.clone())));
        tasks.spawn(carry_out(drawings, line.outgoing, self.tape.clone()));
        let playing = self
            .player(premises, keys, seen)
            .map(|player| tokio::spawn(play(player, self.reins.taken.clone(), self.over.clone())));

        session::run(self.front(premises, pages), Line { incoming, outgoing, size: line.size }).await;
        self.over.cancel();
        let played = match playing {
            Some(playing) => playing.await.unwrap_or(Err(DemoError::CutShort)),
            None => Ok(()),
        };
        tasks.close();
        tasks.wait().await;
        played
    }

    fn front(&self, premises: &Premises, pages: watch::Sender<Option<Seen>>) -> Front {
        let organisation = cast::organisation();
        let zone = Zone::named(&organisation.timezone).unwrap_or(Zone::utc());
        let place = Place::Terminal(organisation.place.clone());
        let sign = Sign { name: organisation.name.clone(), zone: zone.clone() };
        let phone =
            Phone { apps: Arc::clone(&premises.apps), inbox: Arc::clone(&self.inbox), ambient: Arc::clone(&premises.ambient) };
        let side = Side {
            phone,
            inbox: Arc::clone(&self.inbox),
            paper: Arc::clone(&premises.paper),
            captions: Arc::clone(&self.captions),
            changes: Arc::clone(&self.changes),
            pages,
            look: self.look.clone(),
            zone,
            view: View::default(),
        };
        Front {
            service: Arc::clone(&premises.service),
            house: Arc::new(House {
                organisation,
                language: self.language,
                times: None,
                may_quit: true,
                demo: true,
                resets: true,
                code_digits: 6,
                mails: true,
                start_waits: true,
            }),
            standing: Standing::Trusted,
            // Nobody there has a key.
            may_paste: false,
            source: Source::Exempt,
            place,
            look: self.look.clone(),
            reveal: None,
            easel: Easel::default(),
            mouse: true,
            manner: self.manner,
            sign,
            beside: Some(Box::new(side)),
        }
    }

    /// The courier, and the inbox that it delivers to.
    fn open_post(&self, premises: &Premises, tasks: &TaskTracker) {
        let (post, letters) = mpsc::channel(WAITING);
        let (tower, texts) = mpsc::channel(WAITING);
        let post = Post::Screens { inbox: post, phone: tower };
        let courier = Courier::new(Arc::clone(&premises.service), post, "demo".to_owned());
        let over = self.over.clone();
        tasks.spawn(async move { courier.run(over).await });
        let (inbox, ambient) = (Arc::clone(&self.inbox), Arc::clone(&premises.ambient));
        tasks.spawn(async move {
            tokio::join!(inbox.receive(letters, &ambient), inbox.receive_texts(texts, &ambient));
        });
    }

    fn player(&self, premises: &Premises, keys: mpsc::Sender<Incoming>, pages: watch::Receiver<Option<Seen>>) -> Option<Player> {
        let app = premises.apps.of(STAR.login)?;
        Some(Player {
            how: self.autoplay?,
            patience: PATIENCE,
            keys,
            pages,
            inbox: Arc::clone(&self.inbox),
            captions: Arc::clone(&self.captions),
            app,
            apps: Arc::clone(&premises.apps),
            paper: Arc::clone(&premises.paper),
            witness: premises.witness.clone(),
            ambient: Arc::clone(&premises.ambient),
            drawing: self.manner.drawing,
            language: self.language,
            answers: premises.answers.clone(),
            spent: 0,
        })
    }
}

/// Plays, unless somebody takes over; the session ends with the play.
async fn play(performer: Player, taken: CancellationToken, over: CancellationToken) -> Result<(), DemoError> {
    let keys = performer.keys.clone();
    let verdict = tokio::select! {
        biased;
        () = taken.cancelled() => return Ok(()),
        verdict = performer.play() => verdict,
        () = over.cancelled() => return Err(DemoError::CutShort),
    };
    // A session that is gone needs no word.
    let _ = keys.send(Incoming::HangUp).await;
    verdict
}

/// Rings whenever the phone shows other codes.
async fn ring_with_phone(ambient: Arc<Ambient>, changes: Arc<Notify>) {
    let step = STEP_SECONDS * 1_000;
    loop {
        let next = Moment::from_millis((ambient.now().millis() / step + 1) * step);
        tokio::time::sleep(ambient.wait_until(next)).await;
        changes.notify_one();
    }
}

/// `work`, given up when `over` is cancelled.
fn until(over: &CancellationToken, work: impl Future<Output = ()> + Send + 'static) -> impl Future<Output = ()> + Send + 'static {
    let over = over.clone();
    async move {
        over.run_until_cancelled(work).await;
    }
}
