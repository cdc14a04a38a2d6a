//! `kiosk admin user import`: people by the thousand, from a file of another system. All or nothing,
//! unless told otherwise; what is refused is named by line.

mod columns;
mod faults;
mod file;
mod ldif;
mod plan;
mod progress;
mod record;
mod refused;
mod run;
mod seen;
mod table;
mod text;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::json;

use super::super::{Out, Outcome, open_store};
use crate::cli::{ImportUsers, Leavers};
use crate::config::Config;
use crate::domain::audit::{Entry, Fact, ImportCounts};
use crate::domain::id::ImportId;
use crate::domain::person::Column;
use crate::domain::visible::visible;
use crate::service::ambient::Ambient;
use crate::store::{Close, StagedPerson, Store, StoreError};
use crate::transact;
use columns::Mapping;
pub use faults::ImportFaults;
use file::{Origin, PeopleFile};
use progress::Progress;
use record::LineFault;
use refused::RefusedRows;
use run::{Overrun, Run, unchanged};

/// What an import is made with.
pub struct Importing<'i> {
    pub ambient: &'i Ambient,
    /// Where `-` is read.
    pub input: Box<dyn Read + Send>,
    /// Where somebody watches how far it is.
    pub watched: Option<&'i mut dyn Write>,
}

/// Imports the file that `wanted` names into the store of `config`.
///
/// # Errors
/// [`ImportFaults`] when something is wrong in the file; then nothing was changed.
pub async fn import(config: &Config, wanted: &ImportUsers, with: Importing<'_>, out: Out<'_>) -> anyhow::Result<Outcome> {
    import_into(&open_store(config).await?, wanted, with, out).await
}

/// [`import`], into an open store.
pub async fn import_into(store: &Store, wanted: &ImportUsers, with: Importing<'_>, out: Out<'_>) -> anyhow::Result<Outcome> {
    let Importing { ambient, input, watched } = with;
    let mapping = Mapping::of(&wanted.map);
    let origin = Origin::at(&wanted.file, input).with_context(|| format!("{} cannot be read", wanted.file.display()))?;
    let (name, length) = (origin.name.clone(), origin.length);
    let at_once = |fault| {
        let mut faults = ImportFaults::in_file(&name);
        faults.add(fault);
        faults
    };
    let mut file = PeopleFile::open(origin, &mapping).map_err(at_once)?;
    if wanted.leavers.is_some() && !file.has(Column::ExternalId) {
        return Err(at_once(LineFault::new(1, "no column external_id, and --leavers goes by it")).into());
    }
    let import = ImportId::new(ambient.now(), ambient.entropy()?);
    let mut run = Run::new(store, ambient, import.clone(), &name);
    run.home = wanted.country.as_ref();
    run.is_dry = wanted.dry_run;
    run.partial = if wanted.partial { Some(refused_rows(wanted, &file)?) } else { None };
    if !wanted.dry_run {
        store.begin_import(&import, ambient.now()).await?;
    }
    let mut progress = Progress::new(watched, length, ambient.now());
    let done = work(&mut run, &mut file, wanted, &mut progress).await;
    if !wanted.dry_run {
        // What cannot be taken away now, the next import takes away.
        store.end_import(&import).await.ok();
    }
    drop(progress);
    let ending = done?;
    tell(&run, wanted, &ending, out)?;
    match ending {
        Ending::Done { .. } => Ok(Outcome::Done),
        Ending::Faulty => Err(run.faults.into()),
        Ending::LoginTaken => {
            Ok(Outcome::Refused("an account got one of these logins meanwhile; nothing was changed, import again".to_owned()))
        }
    }
}

/// How an import ended that was not cut off.
enum Ending {
    Done { leavers: Vec<String> },
    Faulty,
    LoginTaken,
}

async fn work(
    run: &mut Run<'_>,
    file: &mut PeopleFile,
    wanted: &ImportUsers,
    progress: &mut Progress<'_>,
) -> anyhow::Result<Ending> {
    if !take_rows(run, file, progress).await? || !run.may_go_on() {
        return Ok(Ending::Faulty);
    }
    let mut leavers = Vec::new();
    if let Some(choice) = wanted.leavers.filter(|_| run.counts.refused == 0) {
        if run.named_elsewhere == 0 {
            run.faults.add(LineFault::new(1, "no row has an external_id, so --leavers would mean everybody"));
            return Ok(Ending::Faulty);
        }
        leavers = find_leavers(run, choice).await?;
    }
    run.flush().await?;
    if wanted.dry_run {
        return Ok(Ending::Done { leavers });
    }
    progress.tell("changing the accounts...");
    match move_over(run).await {
        Ok(true) => Ok(Ending::Done { leavers }),
        Ok(false) => Err(Overrun.into()),
        Err(StoreError::LoginTaken) => Ok(Ending::LoginTaken),
        // The move begins by taking the import's own row away.
        Err(StoreError::CommitUnknown(why)) if run.store.import_waits(&run.import).await.is_ok_and(|waits| waits) => {
            Err(unchanged(&why))
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes every row. False when the file cannot be read to its end: what comes after that place cannot be
/// told apart, so there is nothing to take in part either.
async fn take_rows(run: &mut Run<'_>, file: &mut PeopleFile, progress: &mut Progress<'_>) -> anyhow::Result<bool> {
    for rows in 1.. {
        match file.next() {
            Ok(Some(record)) => run.take(record).await?,
            Ok(None) => break,
            Err(fault) => {
                run.faults.add(fault);
                return Ok(false);
            }
        }
        progress.show(rows, file.bytes_read(), run.ambient.now());
    }
    run.finish().await?;
    Ok(true)
}

/// The logins of those whom the other system does not have any more, and who are switched on.
async fn find_leavers(run: &mut Run<'_>, choice: Leavers) -> anyhow::Result<Vec<String>> {
    let (mut leavers, mut last) = (Vec::new(), None);
    loop {
        let page = run.store.accounts_known_elsewhere(last.as_ref()).await?;
        let Some(end) = page.last() else { return Ok(leavers) };
        last = Some(end.id.clone());
        for account in page {
            if !account.enabled || run.seen.has_account(&account.id) {
                continue;
            }
            leavers.push(visible(account.login.as_str(), 120));
            run.counts.leavers += 1;
            match choice {
                Leavers::Report => {}
                Leavers::Disable => {
                    run.counts.disabled += 1;
                    run.stage(StagedPerson { enabled: Some(false), ..StagedPerson::nothing(account.id) }).await?;
                }
            }
        }
    }
}

/// Changes everything at once. False when another import began meanwhile.
async fn move_over(run: &Run<'_>) -> Result<bool, StoreError> {
    let now = run.ambient.now();
    let fact = Fact::PeopleImported(run.counts);
    let entry = Entry { at: now, account: None, visit: None, place: "admin".to_owned(), fact };
    transact!(run.store, |tx| async {
        if !tx.move_import(&run.import, now).await? {
            return Ok(Close::Undo(false));
        }
        tx.audit(&entry).await?;
        Ok(Close::Commit(true))
    })
}

fn refused_rows(wanted: &ImportUsers, file: &PeopleFile) -> anyhow::Result<RefusedRows> {
    let path = match &wanted.refused {
        Some(path) => path.clone(),
        None if wanted.file == Path::new("-") => anyhow::bail!("--partial from standard input needs --refused FILE"),
        None => PathBuf::from(format!("{}.refused.csv", wanted.file.display())),
    };
    let (header, separator) = file.writing();
    Ok(RefusedRows::at(path, header, separator))
}

fn tell(run: &Run<'_>, wanted: &ImportUsers, ending: &Ending, out: Out<'_>) -> anyhow::Result<()> {
    let leavers: &[String] = match ending {
        Ending::Done { leavers } => leavers,
        Ending::Faulty if wanted.dry_run => &[],
        Ending::Faulty | Ending::LoginTaken => return Ok(()),
    };
    let counts = run.counts;
    let refused = run.partial.as_ref().filter(|_| counts.refused > 0 && !wanted.dry_run).map(RefusedRows::path);
    if wanted.printed.json {
        let ImportCounts { added, changed, renamed, unchanged, leavers: _, disabled, refused: count } = counts;
        let told = json!({
            "dry_run": wanted.dry_run, "added": added, "changed": changed, "renamed": renamed, "unchanged": unchanged,
            "leavers": leavers, "disabled": disabled, "refused": count, "refused_file": refused,
        });
        writeln!(out, "{told}")?;
        return Ok(());
    }
    for leaver in leavers {
        writeln!(out, "leaver {leaver}")?;
    }
    let would = if wanted.dry_run { "nothing was changed; it would be: " } else { "" };
    writeln!(out, "{would}{}", summary(&counts, wanted))?;
    if let Some(path) = refused {
        writeln!(out, "the refused rows are in {}", path.display())?;
    }
    if wanted.partial && wanted.dry_run && counts.refused > 0 {
        writeln!(out, "{}", run.faults)?;
    }
    if wanted.leavers.is_some() && counts.refused > 0 {
        writeln!(out, "leavers were not looked for: somebody in a refused row would have been one")?;
    }
    Ok(())
}

fn summary(counts: &ImportCounts, wanted: &ImportUsers) -> String {
    let ImportCounts { added, changed, renamed, unchanged, leavers, disabled, refused } = counts;
    let gone = match wanted.leavers {
        Some(Leavers::Disable) => format!(", {disabled} leavers disabled"),
        Some(Leavers::Report) => format!(", {leavers} leavers"),
        None => String::new(),
    };
    let refused = if *refused > 0 { format!(", {refused} refused") } else { String::new() };
    format!("{added} added, {changed} changed ({renamed} of them renamed), {unchanged} unchanged{gone}{refused}")
}
