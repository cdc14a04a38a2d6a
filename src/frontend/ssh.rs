//! `kiosk serve`: visitors over SSH, each in a task of one process, with a courier beside them.

mod admission;
mod counts;
mod door;
mod greeting;
mod reception;
mod system;
mod terminals;
mod visit;
mod visitor;
mod wire;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use self::admission::Admission;
use self::door::Door;
use self::reception::Reception;
use self::visit::Guest;
use super::local::ending::Ending;
use crate::admin::host_key;
use crate::config::Config;
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
        .await
        .with_context(|| format!("ssh.listen: nothing can be listened for on {}", config.ssh.listen))?;
    let stop = CancellationToken::new();
    let round = tokio::spawn({
        let (courier, stop) = (Arc::clone(&courier), stop.clone());
        async move { courier.run(stop).await }
    });
    let uncapped: Vec<Network> = config.ssh.uncapped.iter().filter_map(|network| Network::parse(network)).collect();
    let admission = Admission::new(config.ssh.caps, uncapped.clone());
    let reception = Reception::new(config, Arc::clone(&service), uncapped, key);
    let mut hall = Hall::new(service, reception, admission);
    let counting = count(config.metrics)?;
    let door = Door::new(listener)?;
    system::tell_ready();
    tokio::select! {
        () = hall.receive(door) => {}
        () = ending.asked() => {}
        () = system::tell_alive() => {}
        failed = counting => anyhow::bail!("metrics.listen: {failed}"),
    }
    system::tell_stopping();
    hall.close(config.ssh.grace.duration()).await;
    stop.cancel();
    round.await?;
    Ok(())
}

/// Serves the counts at `address`, if there is one; ends only when it fails.
fn count(address: Option<SocketAddr>) -> anyhow::Result<impl Future<Output = String>> {
    let exporter = address.map(counts::exporter).transpose().context("metrics.listen")?;
    Ok(async {
        match exporter {
            Some(exporter) => exporter.await.map_or_else(|error| format!("{error:?}"), |()| "nobody listens any more".to_owned()),
            None => std::future::pending().await,
        }
    })
}

/// The visits that are under way.
struct Hall {
    reception: Arc<Reception>,
    service: Arc<Service>,
    admission: Admission,
    visits: JoinSet<()>,
    stop: CancellationToken,
}

impl Hall {
    fn new(service: Arc<Service>, reception: Reception, admission: Admission) -> Self {
        Self { reception: Arc::new(reception), service, admission, visits: JoinSet::new(), stop: CancellationToken::new() }
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
                    counts::crowd(&self.admission);
                    continue;
                }
            };
            let dice = self.service.ambient().entropy().map_or(0, |entropy| u64::from(entropy[0]) << 8 | u64::from(entropy[1]));
            match self.admission.admit(address, self.service.now(), dice) {
                Ok(pass) => {
                    let guest = Guest { stream, address, pass };
                    self.visits.spawn(visit::attend(guest, Arc::clone(&self.reception), self.stop.clone()));
                }
                Err(refusal) => {
                    counts::refused(refusal);
                    tracing::debug!(?refusal, %address, "somebody is not let in");
                }
            }
            counts::crowd(&self.admission);
        }
    }

    /// Waits until whoever is inside is done, for `grace` at most; then says goodbye.
    async fn close(mut self, grace: Duration) {
        let emptied = async |visits: &mut JoinSet<()>| while visits.join_next().await.is_some() {};
        if tokio::time::timeout(grace, emptied(&mut self.visits)).await.is_err() {
            self.stop.cancel();
            let _ = tokio::time::timeout(GOODBYE, emptied(&mut self.visits)).await;
        }
        self.visits.shutdown().await;
    }
}
