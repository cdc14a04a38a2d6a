//! What operators count of the server: who is inside, who came, who was turned away and why. Prometheus reads it where
//! `[metrics]` says; nothing of a visitor is among it.

use std::net::SocketAddr;

use metrics::{counter, gauge};
use metrics_exporter_prometheus::{BuildError, ExporterFuture, PrometheusBuilder};

use super::admission::{Offence, Refusal};

/// What serves the counts at `address`, until it is dropped.
pub fn exporter(address: SocketAddr) -> Result<ExporterFuture, BuildError> {
    let (recorder, exporter) = PrometheusBuilder::new().with_http_listener(address).build()?;
    // Where somebody counts already, as in a second server of one process, they go on.
    let _ = metrics::set_global_recorder(recorder);
    Ok(exporter)
}

pub fn visit_begun() {
    counter!("kiosk_ssh_visits_total").increment(1);
}

pub fn refused(why: Refusal) {
    counter!("kiosk_ssh_refused_total", "why" => why.name()).increment(1);
}

pub fn blamed(offence: Offence) {
    counter!("kiosk_ssh_offences_total", "what" => offence.name()).increment(1);
}

/// How many are inside, and how many of them still shake hands.
pub fn crowd((inside, starting): (usize, usize)) {
    for (state, count) in [("inside", inside), ("starting", starting)] {
        gauge!("kiosk_ssh_connections", "state" => state).set(f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
    }
}
