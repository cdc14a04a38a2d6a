//! How long a visit may take, as the operator set it.

use super::time::Span;

/// The times of a visit. Each front end may have its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitTimes {
    /// Without a key, where one types.
    pub idle: Span,
    /// Without a key, where one waits for a letter or fetches a phone.
    pub idle_waiting: Span,
    /// How long the warning after `idle` stands.
    pub warning: Span,
    /// How long the warning after `idle_waiting` stands.
    pub warning_waiting: Span,
    /// A whole visit.
    pub total: Span,
    /// What a key adds when the end is announced.
    pub extension: Span,
    /// How often it does.
    pub extensions: u32,
    /// How long a last page stays.
    pub farewell: Span,
}

impl VisitTimes {
    /// Where nobody set anything.
    pub const USUAL: Self = Self {
        idle: Span::seconds(60),
        idle_waiting: Span::seconds(180),
        warning: Span::seconds(30),
        warning_waiting: Span::seconds(60),
        total: Span::minutes(15),
        extension: Span::minutes(10),
        extensions: 3,
        farewell: Span::seconds(30),
    };
}
