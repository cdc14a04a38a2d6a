//! Many figures told in a few: how many, the middle, the tail, the worst. Knows neither what was
//! measured nor what it should have been.

use std::fmt;
use std::time::Duration;

#[derive(Clone, Default)]
pub struct Figures(Vec<f64>);

impl Figures {
    pub fn add(&mut self, figure: impl Into<f64>) {
        self.0.push(figure.into());
    }

    /// In milliseconds.
    pub fn add_time(&mut self, took: Duration) {
        self.add(took.as_secs_f64() * 1e3);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn median(&self) -> f64 {
        self.at(500)
    }

    /// What this many of a thousand figures do not exceed; 0 where there are none.
    fn at(&self, of_thousand: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (sorted.len().saturating_sub(1) * of_thousand).div_ceil(1_000);
        sorted.get(rank).copied().unwrap_or_default()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "p50 {:.3}, p99 {:.3}, max {:.3}", self.median(), self.at(990), self.at(1_000))
    }
}
