//! `kiosk admin audit list`: what happened, as far as an operator was told of it.

use serde_json::{Value, json};

use super::{Out, Outcome, open_store};
use crate::cli::ListAudit;
use crate::config::Config;
use crate::domain::account::Account;
use crate::domain::login::LoginKey;
use crate::domain::time::Moment;
use crate::domain::visible::visible;
use crate::store::{AuditRow, AuditWish, Close, Store, StoreError};
use crate::texts::Zone;
use crate::transact;

/// The rows that fit `wanted`, the earliest first.
pub async fn list(config: &Config, wanted: &ListAudit, now: Moment, out: Out<'_>) -> anyhow::Result<Outcome> {
    let store = open_store(config).await?;
    let account = match &wanted.login {
        None => None,
        Some(login) => match account_of(&store, login).await? {
            Some(account) => Some(account.id),
            None => return Ok(Outcome::NotFound(format!("no account has the login {}", visible(login, 120)))),
        },
    };
    let wish =
        AuditWish { support: wanted.support.clone(), account, since: wanted.since.map(|span| now - span), most: wanted.most };
    let rows = store.audit_rows(&wish).await?;
    if let (true, Some(code)) = (rows.is_empty(), &wanted.support) {
        return Ok(Outcome::NotFound(format!("no page that the audit knows of showed the support code {code}")));
    }
    let zone = Zone::named(&config.organisation.timezone).unwrap_or(Zone::utc());
    if wanted.printed.json {
        writeln!(out, "{}", rows.iter().map(|row| record(row, &zone)).collect::<Value>())?;
    } else {
        rows.iter().try_for_each(|row| writeln!(out, "{}", line(row, &zone)))?;
    }
    Ok(Outcome::Done)
}

async fn account_of(store: &Store, login: &str) -> Result<Option<Account>, StoreError> {
    let key = LoginKey::of(login);
    transact!(store, |tx| async { Ok(Close::Undo(tx.account_by_key(&key).await?)) })
}

fn record(row: &AuditRow, zone: &Zone) -> Value {
    json!({
        "node": row.node,
        "seq": row.seq,
        "at": row.at.millis(),
        "time": zone.stamp(row.at),
        "login": row.login,
        "visit": row.visit,
        "place": row.place,
        "fact": row.fact,
        "details": row.details,
    })
}

fn line(row: &AuditRow, zone: &Zone) -> String {
    let details: Vec<String> = row.details.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect();
    let login = row.login.as_deref().unwrap_or("-");
    let line = format!("{}  {}  {login}  {}  {}", zone.stamp(row.at), row.place, row.fact, details.join(" "));
    visible(line.trim_end(), 2_000)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
