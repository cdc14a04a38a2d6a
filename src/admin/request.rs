//! `kiosk admin request`: what visitors asked administrators for, read and closed. What they wrote is shown as
//! text, without anything that steers a terminal.

use serde_json::{Value, json};

use super::{Out, Outcome, open_store};
use crate::config::Config;
use crate::domain::account::Language;
use crate::domain::audit::{Entry, Fact};
use crate::domain::help::{HelpNumber, HelpState};
use crate::domain::time::Moment;
use crate::domain::visible::visible;
use crate::store::{Close, HelpRequest, StoreError};
use crate::texts::Zone;
use crate::transact;

/// As many as one looks at.
const MOST: u32 = 10_000;

/// The open requests, or all, the latest first.
pub async fn list(config: &Config, closed_too: bool, as_json: bool, out: Out<'_>) -> anyhow::Result<Outcome> {
    let requests = open_store(config).await?.help_requests(closed_too, MOST).await?;
    let zone = zone(config);
    if as_json {
        writeln!(out, "{}", requests.iter().map(|request| record(request, &zone)).collect::<Value>())?;
    } else {
        requests.iter().try_for_each(|request| writeln!(out, "{}", line(request, &zone)))?;
    }
    Ok(Outcome::Done)
}

/// The request with a number, as it was read out.
pub async fn show(config: &Config, number: &str, as_json: bool, out: Out<'_>) -> anyhow::Result<Outcome> {
    let found = match HelpNumber::parse(number) {
        Some(number) => open_store(config).await?.help_request(number).await?,
        None => None,
    };
    let Some(request) = found else { return Ok(missing(number)) };
    let zone = zone(config);
    if as_json {
        writeln!(out, "{}", record(&request, &zone))?;
    } else {
        write_request(&request, &zone, out)?;
    }
    Ok(Outcome::Done)
}

/// Marks a request as dealt with. One that was closed before is refused: somebody else dealt with it.
pub async fn close(config: &Config, number: &str, now: Moment, out: Out<'_>) -> anyhow::Result<Outcome> {
    let Some(wanted) = HelpNumber::parse(number) else { return Ok(missing(number)) };
    let store = open_store(config).await?;
    let entry =
        Entry { at: now, account: None, visit: None, place: "admin".to_owned(), fact: Fact::HelpClosed { number: wanted } };
    let closed: Result<bool, StoreError> = transact!(store, |tx| async {
        if !tx.close_help_request(wanted, now).await? {
            return Ok(Close::Undo(false));
        }
        tx.audit(&entry).await?;
        Ok(Close::Commit(true))
    });
    if closed? {
        writeln!(out, "closed request {wanted}")?;
        return Ok(Outcome::Done);
    }
    Ok(match store.help_request(wanted).await? {
        Some(_) => Outcome::Refused(format!("request {wanted} was closed already")),
        None => missing(number),
    })
}

fn missing(number: &str) -> Outcome {
    Outcome::NotFound(format!("no request has the number {}", visible(number, 40)))
}

fn zone(config: &Config) -> Zone {
    Zone::named(&config.organisation.timezone).unwrap_or(Zone::utc())
}

fn record(request: &HelpRequest, zone: &Zone) -> Value {
    json!({
        "number": request.number.number(),
        "state": request.state.name(),
        "at": request.created.millis(),
        "time": zone.stamp(request.created),
        "login": request.account.as_ref().map(|(login, _)| login),
        "name": request.account.as_ref().map(|(_, name)| name),
        "typed": request.typed,
        "words": request.words,
        "place": request.place,
        "standing": request.standing,
        "language": request.language.map(Language::code),
        "page": request.page,
        "support": request.support,
        "closed": request.closed.map(Moment::millis),
    })
}

/// Who it is, as far as anybody knows.
fn who(request: &HelpRequest) -> String {
    match &request.account {
        Some((login, name)) => format!("{} ({})", visible(login, 120), visible(name, 60)),
        None => format!("nobody's user ID: {}", visible(&request.typed, 60)),
    }
}

fn line(request: &HelpRequest, zone: &Zone) -> String {
    let closed = if request.state == HelpState::Closed { ", closed" } else { "" };
    let words = visible(&request.words, 60);
    format!("{}  {}  {}, from {}{closed}  {words}", request.number, zone.stamp(request.created), who(request), request.page)
        .trim_end()
        .to_owned()
}

fn write_request(request: &HelpRequest, zone: &Zone, out: Out<'_>) -> std::io::Result<()> {
    let rows = [
        ("number", request.number.to_string()),
        ("state", request.state.name().to_owned()),
        ("when", zone.stamp(request.created)),
        ("where", format!("{} ({})", request.place, request.standing)),
        ("who", who(request)),
        ("typed", request.typed.clone()),
        ("language", request.language.map_or("", Language::code).to_owned()),
        ("came from", request.page.clone()),
        ("support", request.support.clone()),
        ("words", request.words.clone()),
        ("closed", request.closed.map_or_else(String::new, |closed| zone.stamp(closed))),
    ];
    let mut filled = rows.iter().filter(|(_, value)| !value.is_empty());
    filled.try_for_each(|(name, value)| writeln!(out, "{name:<12} {}", visible(value, 2_000)))
}
