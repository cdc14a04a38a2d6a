//! `kiosk courier`: only the sending worker, for hosts where no kiosk stays up.

use std::sync::Arc;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::Outcome;
use crate::config::Config;
use crate::service::Service;
use crate::service::ambient::Ambient;
use crate::service::assembly::post;
use crate::service::courier::Courier;

/// Sends letters until SIGTERM, SIGINT or SIGHUP; the letters in hand are finished first, unless
/// the mail server does not answer.
pub async fn run(config: &Config) -> anyhow::Result<Outcome> {
    let service = Arc::new(Service::assemble(config, Arc::new(Ambient::real())).await?);
    let courier = Courier::named_after_process(service, post(config)?)?;
    let stop = CancellationToken::new();
    let ending = tokio::spawn({
        let stop = stop.clone();
        async move { end_on_signal().await.map(|()| stop.cancel()) }
    });
    courier.run(stop).await;
    ending.await??;
    Ok(Outcome::Done)
}

async fn end_on_signal() -> std::io::Result<()> {
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut hung_up = signal(SignalKind::hangup())?;
    tokio::select! {
        _ = terminated.recv() => {}
        _ = interrupted.recv() => {}
        _ = hung_up.recv() => {}
    }
    Ok(())
}
