//! Challenges: open -> proved -> used, each step a conditional update with one winner.

use data_encoding::HEXLOWER;

use super::error::StoreError;
use super::sql::{Row, sql};
use super::{Subject, Tx};
use crate::domain::code::{Form, Tag};
use crate::domain::id::{AccountId, ChallengeId, ContactId, VisitId};
use crate::domain::method::{Gate, Method};
use crate::domain::proof::code::{CodeMac, OlderCode};
use crate::domain::proof::{OpenChallenge, PROOF_LIFE};
use crate::domain::time::Moment;

/// A challenge to be put to a visitor.
pub struct NewChallenge {
    pub open: OpenChallenge,
    /// Whose failures its wrong answers are.
    pub subject: Subject,
    /// Where the code goes, when one is sent.
    pub contact: Option<ContactId>,
    pub code: Option<CodeMac>,
    pub form: Form,
    pub tag: Tag,
    pub max_tries: u32,
}

/// A challenge as it stands.
#[derive(Debug)]
pub struct StoredChallenge {
    /// What was put; whether it is still open is told by `state`.
    pub open: OpenChallenge,
    pub subject: Subject,
    pub state: ChallengeState,
    pub contact: Option<ContactId>,
    pub code: Option<CodeMac>,
    pub form: Form,
    pub tag: Tag,
    pub tries: u32,
    pub max_tries: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChallengeState {
    Open,
    Proved,
    Used,
    /// A newer code took its place.
    Replaced,
    /// Its visit ended, or another password was set since it was put.
    Dropped,
}

impl StoredChallenge {
    /// Whether an answer to it would be looked at at `now`.
    pub fn takes_answers(&self, now: Moment) -> bool {
        self.state == ChallengeState::Open && self.tries < self.max_tries && self.open.is_alive(now)
    }

    /// How many answers are still looked at.
    pub const fn tries_left(&self) -> u32 {
        self.max_tries.saturating_sub(self.tries)
    }

    /// Whether it is a telephone number that it asks for, and no code yet.
    pub fn asks_number(&self) -> bool {
        self.open.method == Method::Sms && self.code.is_none()
    }

    /// The code in it, where a newer one took its place.
    pub fn older_code(&self) -> Option<OlderCode> {
        let mac = self.code.clone().filter(|_| self.state == ChallengeState::Replaced)?;
        Some(OlderCode { id: self.open.id.clone(), mac })
    }
}

impl ChallengeState {
    const ALL: [Self; 5] = [Self::Open, Self::Proved, Self::Used, Self::Replaced, Self::Dropped];

    const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Proved => "proved",
            Self::Used => "used",
            Self::Replaced => "replaced",
            Self::Dropped => "dropped",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl Tx {
    pub async fn add_challenge(&mut self, new: &NewChallenge) -> Result<(), StoreError> {
        sql!(
            "INSERT INTO challenge (id, visit_id, account_id, contact_id, subject, gate, method, state, tag, code_mac, \
             form, tries, max_tries, opened_at, expires_at, times_set) VALUES (?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, 0, ?, ?, ?, \
             COALESCE((SELECT times_set FROM account WHERE id = ?), -1))"
        )
        .bind(&new.open.id)
        .bind(&new.open.visit)
        .bind(new.open.account.as_ref())
        .bind(new.contact.as_ref())
        .bind(new.subject.as_str())
        .bind(new.open.gate.number())
        .bind(new.open.method.name())
        .bind(new.tag.number())
        .bind(new.code.as_ref().map(|mac| HEXLOWER.encode(mac.as_bytes())))
        .bind(new.form.name())
        .bind(new.max_tries)
        .bind(new.open.opened)
        .bind(new.open.expires)
        .bind(new.open.account.as_ref())
        .changed(self.connection())
        .await?;
        Ok(())
    }

    /// Everything that was put in this visit, the latest first. What was proved before another password was set is gone;
    /// what is open stays so, or a page would tell strangers that its account exists. Sorted here: they are few, and a
    /// database makes ready for many.
    pub async fn challenges(&mut self, visit: &VisitId) -> Result<Vec<StoredChallenge>, StoreError> {
        let rows = sql!(
            "SELECT id, visit_id, account_id, contact_id, subject, gate, method, CASE WHEN state = 'proved' \
             AND times_set <> (SELECT times_set FROM account WHERE account.id = challenge.account_id) \
             THEN 'dropped' ELSE state END AS state, tag, code_mac, form, tries, max_tries, opened_at, expires_at \
             FROM challenge WHERE visit_id = ?"
        );
        let rows = rows.bind(visit).rows(self.connection()).await?;
        let mut all = rows.iter().map(stored).collect::<Result<Vec<_>, _>>()?;
        all.sort_by(|one, other| (other.open.opened, &other.open.id).cmp(&(one.open.opened, &one.open.id)));
        Ok(all)
    }

    /// Takes one try from an open challenge. False when none is left, or it is not open at `now`.
    pub async fn debit_challenge(&mut self, id: &ChallengeId, visit: &VisitId, now: Moment) -> Result<bool, StoreError> {
        sql!(
            "UPDATE challenge SET tries = tries + 1 WHERE id = ? AND visit_id = ? AND state = 'open' \
             AND tries < max_tries AND opened_at <= ? AND expires_at > ? AND subject <> ''"
        )
        .bind(id)
        .bind(visit)
        .bind(now)
        .bind(now)
        .holds(self.connection())
        .await
    }

    /// Kills an open challenge, because a newer code takes its place.
    pub async fn replace_challenge(&mut self, id: &ChallengeId, visit: &VisitId) -> Result<bool, StoreError> {
        sql!("UPDATE challenge SET state = 'replaced' WHERE id = ? AND visit_id = ? AND state = 'open'")
            .bind(id)
            .bind(visit)
            .holds(self.connection())
            .await
    }

    /// Marks an open challenge as proved until `until`. Of several right answers one gets true.
    pub async fn prove_challenge(
        &mut self,
        id: &ChallengeId,
        visit: &VisitId,
        now: Moment,
        until: Moment,
    ) -> Result<bool, StoreError> {
        sql!(
            "UPDATE challenge SET state = 'proved', proof_until = ? WHERE id = ? AND visit_id = ? AND state = 'open' \
             AND opened_at <= ? AND expires_at > ?"
        )
        .bind(until)
        .bind(id)
        .bind(visit)
        .bind(now)
        .bind(now)
        .holds(self.connection())
        .await
    }

    /// Uses one or two proofs of this visit and account up, and says how many there were to use: one counts
    /// for nothing that ran out or was used before, that the clock was set back to before, or that was put before
    /// the password was set which the account has now.
    pub async fn use_challenges(
        &mut self,
        ids: &[&ChallengeId],
        visit: &VisitId,
        account: &AccountId,
        now: Moment,
    ) -> Result<usize, StoreError> {
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(0) };
        let used = sql!(
            "UPDATE challenge SET state = 'used' WHERE id IN (?, ?) AND visit_id = ? AND account_id = ? \
             AND state = 'proved' AND proof_until > ? AND proof_until <= ? \
             AND times_set = (SELECT times_set FROM account WHERE account.id = challenge.account_id)"
        )
        .bind(*first)
        .bind(*last)
        .bind(visit)
        .bind(account)
        .bind(now)
        .bind(now + PROOF_LIFE)
        .changed(self.connection())
        .await?;
        Ok(usize::try_from(used).unwrap_or(0))
    }

    /// Ends whatever a visit has open or proved, and who is signed in, with the visit.
    pub async fn drop_visit(&mut self, visit: &VisitId) -> Result<(), StoreError> {
        sql!("UPDATE challenge SET state = 'dropped' WHERE visit_id = ? AND state IN ('open', 'proved')")
            .bind(visit)
            .changed(self.connection())
            .await?;
        self.sign_out(visit).await
    }

    /// Whether the change of this visit was committed that uses these one or two proofs up: one of them that is
    /// used says so, and another that the visit used before says nothing. Asked when the answer to a commit was
    /// lost, and answered once that commit is decided.
    pub async fn are_used(&mut self, ids: &[&ChallengeId], visit: &VisitId) -> Result<bool, StoreError> {
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(false) };
        self.await_others(visit).await?;
        let used = sql!("SELECT COUNT(*) AS used FROM challenge WHERE id IN (?, ?) AND visit_id = ? AND state = 'used'");
        used.bind(*first).bind(*last).bind(visit).row(self.connection()).await?.map_or(Ok(false), |row| row.flag("used"))
    }

    /// Until when a challenge of this visit is proved, if it is. Asked when the answer to a commit was
    /// lost, and answered once that commit is decided.
    pub async fn proved_until(&mut self, id: &ChallengeId, visit: &VisitId) -> Result<Option<Moment>, StoreError> {
        self.await_others(visit).await?;
        let proved = sql!("SELECT proof_until FROM challenge WHERE id = ? AND visit_id = ? AND state = 'proved'");
        let row = proved.bind(id).bind(visit).row(self.connection()).await?;
        row.map_or(Ok(None), |row| row.maybe_moment("proof_until"))
    }

    /// Waits for whoever is changing the challenges of this visit: a commit whose answer was lost may still
    /// be under way, and what is read before it is decided would not be true for long.
    async fn await_others(&mut self, visit: &VisitId) -> Result<(), StoreError> {
        sql!("UPDATE challenge SET tries = tries WHERE visit_id = ?").bind(visit).changed(self.connection()).await?;
        Ok(())
    }
}

fn stored(row: &Row) -> Result<StoredChallenge, StoreError> {
    Ok(StoredChallenge {
        open: OpenChallenge {
            id: ChallengeId::from_stored(row.text("id")?),
            // Nobody's proof is made out to an account without a name.
            account: row.maybe_text("account_id")?.filter(|id| !id.is_empty()).map(AccountId::from_stored),
            visit: VisitId::from_stored(row.text("visit_id")?),
            gate: gate(row.number("gate")?)?,
            method: row.named("method", Method::from_name)?,
            opened: row.moment("opened_at")?,
            expires: row.moment("expires_at")?,
        },
        subject: Subject::from_stored(row.text("subject")?),
        state: row.named("state", ChallengeState::from_name)?,
        contact: row.maybe_text("contact_id")?.map(ContactId::from_stored),
        code: row.maybe_text("code_mac")?.as_deref().map(code_mac).transpose()?,
        form: row.named("form", Form::from_name)?,
        tag: Tag::from_number(row.number("tag")?),
        tries: row.count("tries")?,
        max_tries: row.count("max_tries")?,
    })
}

fn gate(number: i64) -> Result<Gate, StoreError> {
    let gate = Gate::ALL.into_iter().find(|gate| gate.number() == number);
    gate.ok_or_else(|| StoreError::Damaged(format!("gate {number} in a challenge")))
}

fn code_mac(text: &str) -> Result<CodeMac, StoreError> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes.map(CodeMac::from_bytes).ok_or_else(|| StoreError::Damaged("the MAC of a code".to_owned()))
}
