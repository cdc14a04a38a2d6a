//! `kiosk run`: the kiosk on this terminal, with a courier beside it.

pub mod ending;
mod packet;
pub mod pipe;
pub mod tty;
pub mod wire;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::house;
use crate::config::Config;
use crate::domain::account::Language;
use crate::domain::method::Standing;
use crate::domain::place::Place;
use crate::flow::House;
use crate::render::look::{Look, Terminal};
use crate::render::screen::Easel;
use crate::service::Service;
use crate::service::ambient::Ambient;
use crate::service::assembly::post;
use crate::service::courier::Courier;
use crate::service::source::{Network, Source};
use crate::session::manner::{Manner, Medium};
use crate::session::{self, Ended, Front};
use wire::Wire;

/// How long a last visit's letters are waited for.
const LAST_LETTERS: Duration = Duration::from_secs(10);

/// What the command line and the environment add to kiosk.toml.
pub struct Options {
    pub once: bool,
    /// The language of the first page, when it is another than kiosk.toml's.
    pub language: Option<Language>,
    /// Plain text was asked for.
    pub linear: bool,
    pub said: Said,
    /// What sshd says of the line, when the visitor came over one: whoever did is no visitor of the hall.
    pub ssh_connection: Option<String>,
}

impl Options {
    /// Nobody pipes anything over SSH but what they type: it is seen where they do.
    fn medium(&self) -> Medium {
        match self.said.medium() {
            Medium::Pipe if self.ssh_connection.is_some() => Medium::Echoing,
            medium => medium,
        }
    }
}

/// What the environment says of this terminal.
#[derive(Default)]
pub struct Said {
    pub term: String,
    pub color_term: String,
    /// The locale of its letters; empty when none is set.
    pub locale: String,
    pub no_color: bool,
    /// Standard input is no terminal.
    pub piped: bool,
}

impl Said {
    /// What the line takes. A terminal that says nothing of itself is not taken for a typewriter.
    pub fn medium(&self) -> Medium {
        match self.term.as_str() {
            _ if self.piped => Medium::Pipe,
            "dumb" => Medium::Typewriter,
            _ => Medium::Screen,
        }
    }

    pub fn terminal(&self) -> Terminal<'_> {
        Terminal { term: &self.term, color_term: &self.color_term, locale: &self.locale, no_color: self.no_color }
    }
}

/// Serves visits on this terminal until it is gone.
pub async fn run(config: &Config, options: Options) -> anyhow::Result<()> {
    let service = Arc::new(Service::assemble(config, Arc::new(Ambient::real())).await?);
    let courier = Arc::new(Courier::named_after_process(Arc::clone(&service), post(config)?)?);
    let (wire, line) = Wire::open(options.medium())?;
    let stop = CancellationToken::new();
    let round = tokio::spawn({
        let (courier, stop) = (Arc::clone(&courier), stop.clone());
        async move { courier.run(stop).await }
    });
    let ended = session::run(front(config, &options, service), line).await;
    wire.close().await;
    stop.cancel();
    round.await?;
    if options.once {
        // Nobody may come after this visit for a long time; its letters are not left to them.
        let _ = tokio::time::timeout(LAST_LETTERS, courier.deliver_due()).await;
    }
    anyhow::ensure!(ended != Ended::Broken, "a part of the program failed; the log says which");
    Ok(())
}

fn front(config: &Config, options: &Options, service: Arc<Service>) -> Front {
    let house = House {
        language: options.language.unwrap_or(config.ui.language),
        may_quit: config.local.quit || options.once,
        start_waits: !options.once,
        ..house::house(config)
    };
    let (standing, source, place) = origin(config, options);
    Front {
        service,
        standing,
        // Who came over a line has a machine of their own at its other end.
        may_paste: options.ssh_connection.is_some(),
        source,
        place,
        reveal: None,
        look: Look::choose(house::wish(config.ui), &options.said.terminal()),
        easel: Easel::default(),
        mouse: config.ui.mouse,
        manner: Manner::choose(options.linear || config.ui.linear, options.medium(), config.ui.tone),
        sign: house::sign(&house),
        house: Arc::new(house),
        beside: None,
    }
}

/// How far a visitor is trusted, whose limits hold for them, and where they are: at this terminal, or at the other end of
/// `SSH_CONNECTION` ("address port address port").
fn origin(config: &Config, options: &Options) -> (Standing, Source, Place) {
    let here = config.organisation.place.clone();
    let Some(connection) = &options.ssh_connection else {
        return (Standing::Trusted, Source::Terminal(here.clone()), Place::Terminal(here));
    };
    let uncapped: Vec<Network> = config.ssh.uncapped.iter().filter_map(|network| Network::parse(network)).collect();
    let address: Option<IpAddr> = connection.split(' ').next().and_then(|address| address.parse().ok());
    let place = Place::Ssh { host: here, from: address.map(|address| address.to_canonical().to_string()) };
    // Whoever came from nobody knows where shares one place with all others who did.
    let source = address.map_or(Source::Terminal("ssh".to_owned()), |address| Source::of(address, &uncapped));
    (Standing::Open, source, place)
}
