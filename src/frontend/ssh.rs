//! `kiosk serve`: visitors over SSH, each in a task of one process, with a courier beside them.

mod admission;
mod allowance;
mod counts;
mod deadlines;
mod door;
mod greeting;
mod reception;
mod system;
mod terminals;
mod visit;
mod visitor;
mod wire;

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use self::admission::Admission;
pub use self::deadlines::Deadlines;
use self::door::Door;
pub use self::reception::Reception;
use self::visit::{Closing, Guest};
use super::local::ending::Ending;
use crate::admin::host_key;
use crate::config::{Caps, Config};
use crate::service::Service;
use crate::service::ambient::Ambient;
use crate::service::assembly::post;
use crate::service::courier::Courier;
use crate::service::source::Network;

/// For visits to say goodbye when their time is up.
const GOODBYE: Duration = Duration::from_secs(5);

/// Serves visitors until SIGTERM; those who are inside may finish.
pub async fn serve(config: &Config) -> anyhow::Result<()> {
    let mut ending = Ending::awaited()?;
    let key = host_key::read(&config.ssh.host_key)?;
    system::raise_descriptor_limit();
    let service = Arc::new(Service::assemble(config, Arc::new(Ambient::real())).await?);
    let courier = Arc::new(Courier::named_after_process(Arc::clone(&service), post(config)?)?);
    let listener = system::listener(config.ssh.listen)
        .with_context(|| format!("ssh.listen: nothing can be listened for on {}", config.ssh.listen))?;
    let counting = count(config.metrics)?;
    let stop = CancellationToken::new();
    let round = tokio::spawn({
        let (courier, stop) = (Arc::clone(&courier), stop.clone());
        async move { courier.run(stop).await }
    });
    let over = async {
        system::tell_ready();
        tracing::info!(address = %config.ssh.listen, "visitors over SSH are let in");
        tokio::select! {
            () = ending.asked() => {}
            () = counting => {}
        }
        system::tell_stopping();
    };
    // It is alive until the last visit is over.
    let received = tokio::select! {
        received = receive(config, Reception::new(config, service, key), listener, over) => received,
        () = system::tell_alive() => Ok(()),
    };
    stop.cancel();
    round.await?;
    Ok(received?)
}

/// Lets visitors in at `listener` until `over`; those who are inside may finish.
///
/// # Errors
/// When there is not even one descriptor to keep.
pub async fn receive(
    config: &Config,
    reception: Reception,
    listener: TcpListener,
    over: impl Future<Output = ()>,
) -> io::Result<()> {
    let caps = Caps { visits: system::room_for(config.ssh.caps.visits), ..config.ssh.caps };
    let mut hall = Hall::new(reception, Admission::new(caps, uncapped(config)));
    let door = Door::new(listener)?;
    tokio::select! {
        () = hall.receive(door) => {}
        () = over => {}
    }
    hall.close().await;
    Ok(())
}

/// Networks of which any number may come.
fn uncapped(config: &Config) -> Vec<Network> {
    config.ssh.uncapped.iter().filter_map(|network| Network::parse(network)).collect()
}

/// Serves the counts at `address`, if there is one, without ever coming to an end.
fn count(address: Option<SocketAddr>) -> anyhow::Result<impl Future<Output = ()>> {
    let exporter = address.map(counts::exporter).transpose().context("metrics.listen")?;
    Ok(async {
        if let Some(exporter) = exporter {
            let ended = exporter.await;
            // Visitors are served all the same.
            tracing::error!(?ended, "what is counted can be read no more");
        }
        pending::<()>().await;
    })
}

/// The visits that are under way.
struct Hall {
    reception: Arc<Reception>,
    admission: Admission,
    visits: JoinSet<()>,
    closing: Closing,
}

impl Hall {
    fn new(reception: Reception, admission: Admission) -> Self {
        Self { reception: Arc::new(reception), admission, visits: JoinSet::new(), closing: Closing::default() }
    }

    /// Lets in whoever there is room for.
    async fn receive(&mut self, mut door: Door) {
        loop {
            let (stream, address) = tokio::select! {
                newcomer = door.next() => newcomer,
                Some(ended) = self.visits.join_next() => {
                    if let Err(error) = ended {
                        tracing::error!(%error, "a visit failed");
                    }
                    counts::crowd(self.admission.crowd());
                    continue;
                }
            };
            let service = self.reception.service();
            let dice = service.ambient().entropy().map_or(0, |[low, high, ..]| u64::from(u16::from_le_bytes([low, high])));
            match self.admission.admit(address, service.now(), dice) {
                Ok(pass) => {
                    let guest = Guest { stream, address, pass };
                    self.visits.spawn(visit::attend(guest, Arc::clone(&self.reception), self.closing.clone()));
                }
                Err(refusal) => {
                    counts::refused(refusal);
                    tracing::debug!(?refusal, %address, "somebody is not let in");
                }
            }
            counts::crowd(self.admission.crowd());
        }
    }

    /// Waits until whoever is inside is done, for the time of grace at most; then says goodbye.
    async fn close(mut self) {
        let grace = self.reception.grace().duration();
        tracing::info!(visits = self.visits.len(), ?grace, "nobody is let in any more; whoever is inside may finish");
        self.closing.soon.cancel();
        let emptied = async |visits: &mut JoinSet<()>| while visits.join_next().await.is_some() {};
        if tokio::time::timeout(grace, emptied(&mut self.visits)).await.is_err() {
            self.closing.now.cancel();
            let _ = tokio::time::timeout(GOODBYE, emptied(&mut self.visits)).await;
        }
        self.visits.shutdown().await;
    }
}
