//! One import from the first row to the last: rows are compared with the store, a batch at a time, and
//! what they change is staged. Nothing is changed here.

use std::collections::{HashMap, HashSet};

use super::faults::ImportFaults;
use super::plan::{Plan, plan};
use super::record::{LineFault, Record};
use super::refused::RefusedRows;
use super::seen::Seen;
use crate::domain::audit::ImportCounts;
use crate::domain::id::{AccountId, ImportId};
use crate::domain::login::LoginKey;
use crate::domain::person::{Described, ExternalId, Fault};
use crate::domain::phone::CallingCode;
use crate::domain::time::Moment;
use crate::service::ambient::Ambient;
use crate::store::{PEOPLE_AT_ONCE, StagedPerson, Store, StoreError, StoredPerson};

/// People staged in one transaction.
const STAGED_AT_ONCE: usize = 528;

/// Told when an import finds that it is not the one any more.
#[derive(Debug, thiserror::Error)]
#[error("another import began meanwhile; nothing was changed")]
pub struct Overrun;

/// How an import takes rows.
pub struct Run<'r> {
    pub store: &'r Store,
    pub ambient: &'r Ambient,
    pub import: ImportId,
    pub now: Moment,
    pub home: Option<&'r CallingCode>,
    /// Nothing is staged.
    pub is_dry: bool,
    /// Where rows go that cannot be taken; without it one of them is enough for none to be.
    pub partial: Option<RefusedRows>,
    pub counts: ImportCounts,
    pub faults: ImportFaults,
    /// Rows that say what another system calls the person.
    pub named_elsewhere: u64,
    pub seen: Seen,
    rows: Vec<Row>,
    staged: Vec<StagedPerson>,
    renamed: HashSet<AccountId>,
    /// Lines whose login an account has that may yet be renamed by another row.
    awaiting: Vec<(u64, AccountId)>,
}

/// A row that describes a person.
struct Row {
    line: u64,
    written: Vec<String>,
    person: Described,
}

/// The accounts that a batch of rows may be about.
struct Found {
    called: HashMap<ExternalId, StoredPerson>,
    with_login: HashMap<String, StoredPerson>,
}

impl<'r> Run<'r> {
    pub fn new(store: &'r Store, ambient: &'r Ambient, import: ImportId, file: &str) -> Self {
        Self {
            store,
            ambient,
            import,
            now: ambient.now(),
            home: None,
            is_dry: false,
            partial: None,
            counts: ImportCounts::default(),
            faults: ImportFaults::in_file(file),
            named_elsewhere: 0,
            seen: Seen::default(),
            rows: Vec::new(),
            staged: Vec::new(),
            renamed: HashSet::new(),
            awaiting: Vec::new(),
        }
    }

    /// Takes the next record.
    pub async fn take(&mut self, record: Record) -> anyhow::Result<()> {
        let Record { line, written, cells } = record;
        let told = |faults: Vec<Fault>| faults.iter().map(Fault::to_string).collect::<Vec<_>>();
        match cells.and_then(|cells| Described::read(&cells, self.home).map_err(told)) {
            Err(whys) => self.refuse(line, &written, &whys)?,
            Ok(person) => {
                let why = self.seen_before(&person, line);
                match why {
                    Some(why) => self.refuse(line, &written, &[why])?,
                    None => self.rows.push(Row { line, written, person }),
                }
            }
        }
        if self.rows.len() == PEOPLE_AT_ONCE { self.compare().await } else { Ok(()) }
    }

    /// Takes what is left after the last record.
    pub async fn finish(&mut self) -> anyhow::Result<()> {
        self.compare().await?;
        let free = |(_, holder): &(u64, AccountId)| self.renamed.contains(holder);
        let (_, taken): (Vec<_>, Vec<_>) = std::mem::take(&mut self.awaiting).into_iter().partition(free);
        for (line, _) in taken {
            self.refuse(line, &[], &[LOGIN_TAKEN.to_owned()])?;
        }
        self.partial.as_mut().map_or(Ok(()), RefusedRows::finish)
    }

    /// Stages a change that no row asks for.
    pub async fn stage(&mut self, person: StagedPerson) -> anyhow::Result<()> {
        self.staged.push(person);
        if self.staged.len() >= STAGED_AT_ONCE { self.flush().await } else { Ok(()) }
    }

    /// Puts down what is to be staged, unless nothing will come of it.
    pub async fn flush(&mut self) -> anyhow::Result<()> {
        let staged = std::mem::take(&mut self.staged);
        if self.is_dry || staged.is_empty() || !self.may_go_on() {
            return Ok(());
        }
        match self.store.stage(&self.import, &staged).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Overrun.into()),
            // Whether this was put down or not, nothing will come of it.
            Err(StoreError::CommitUnknown(why)) => Err(unchanged(&why)),
            Err(error) => Err(anyhow::Error::from(error).context("nothing was changed")),
        }
    }

    /// Whether what is staged will be moved over.
    pub fn may_go_on(&self) -> bool {
        self.partial.is_some() || self.faults.is_empty()
    }

    fn seen_before(&mut self, person: &Described, line: u64) -> Option<String> {
        self.named_elsewhere += u64::from(person.external_id.is_some());
        let login = self.seen.login(&person.login.key(), line);
        let id = person.external_id.as_ref().and_then(|id| self.seen.external_id(id, line));
        match (login, id) {
            (Some(earlier), _) => Some(format!("login: the same as in line {earlier}")),
            (None, Some(earlier)) => Some(format!("external_id: the same as in line {earlier}")),
            (None, None) => None,
        }
    }

    /// Compares the rows at hand with the store.
    async fn compare(&mut self) -> anyhow::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let found = self.find(&rows).await?;
        for row in &rows {
            self.compare_row(row, &found).await?;
        }
        Ok(())
    }

    async fn find(&self, rows: &[Row]) -> anyhow::Result<Found> {
        let ids: Vec<&ExternalId> = rows.iter().filter_map(|row| row.person.external_id.as_ref()).collect();
        let called = self.store.people_called(&ids).await?;
        let called: HashMap<_, _> = called.into_iter().filter_map(|person| Some((person.external_id.clone()?, person))).collect();
        // Who is known by the other name and has this login already is the only one who has it.
        let is_settled = |row: &Row, key: &LoginKey| {
            let id = row.person.external_id.as_ref();
            id.and_then(|id| called.get(id)).is_some_and(|person: &StoredPerson| person.login.key() == *key)
        };
        let keys = rows.iter().map(|row| (row, row.person.login.key())).filter(|(row, key)| !is_settled(row, key));
        let keys: Vec<LoginKey> = keys.map(|(_, key)| key).collect();
        let with_login = self.store.people_with_logins(&keys).await?;
        Ok(Found {
            called,
            with_login: with_login.into_iter().map(|person| (person.login.key().as_str().to_owned(), person)).collect(),
        })
    }

    async fn compare_row(&mut self, row: &Row, found: &Found) -> anyhow::Result<()> {
        let id = row.person.external_id.as_ref();
        let by_id = id.and_then(|id| found.called.get(id));
        let by_login = found.with_login.get(row.person.login.key().as_str());
        // An account that another system calls otherwise is somebody else, whose login this was.
        let is_meant = |holder: &&StoredPerson| id.is_none() || holder.external_id.is_none();
        let account = by_id.or_else(|| by_login.filter(is_meant));
        let holder = by_login.filter(|holder| account.is_none_or(|account| account.id != holder.id));
        if let Some(earlier) = account.and_then(|account| self.seen.account(&account.id, row.line)) {
            return self.refuse(row.line, &row.written, &[format!("the same account as in line {earlier}")]);
        }
        match holder.filter(|holder| !self.renamed.contains(&holder.id)) {
            // A row that comes later may be refused, and then the login would not be free.
            Some(_) if self.partial.is_some() => return self.refuse(row.line, &row.written, &[LOGIN_TAKEN.to_owned()]),
            Some(holder) => self.awaiting.push((row.line, holder.id.clone())),
            None => {}
        }
        match plan(&row.person, account, self.ambient, self.now)? {
            Plan::Nothing => self.counts.unchanged += 1,
            Plan::Add(staged) => {
                self.counts.added += 1;
                self.stage(staged).await?;
            }
            Plan::Change(staged) => {
                self.counts.changed += 1;
                if staged.is_renamed {
                    self.counts.renamed += 1;
                    self.renamed.insert(staged.account.clone());
                }
                self.stage(staged).await?;
            }
        }
        Ok(())
    }

    fn refuse(&mut self, line: u64, written: &[String], whys: &[String]) -> anyhow::Result<()> {
        self.counts.refused += 1;
        for why in whys {
            self.faults.add(LineFault::new(line, why.clone()));
        }
        match &mut self.partial {
            Some(refused) if !self.is_dry => refused.write(written, &whys.join("; ")),
            _ => Ok(()),
        }
    }
}

/// A change that surely was not made.
pub fn unchanged(why: &str) -> anyhow::Error {
    anyhow::anyhow!("nothing was changed: the database refused: {why}")
}

const LOGIN_TAKEN: &str = "login: another account has it (look at its external_id), and is not renamed in this file";
