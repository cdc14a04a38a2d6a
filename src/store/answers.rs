//! Answers to questions, which of them somebody is asked for the time being, and which a challenge put.
//! The operator's own questions are sealed, for they may say something of who chose them.

use super::Tx;
use super::error::StoreError;
use super::keys::{Keys, Subject};
use super::seal::SealedAt;
use super::sql::{Row, sql};
use crate::domain::id::{AccountId, AnswerId, ChallengeId};
use crate::domain::outcome::AskedQuestion;
use crate::domain::proof::answers::{Form, StoredAnswer};
use crate::domain::question::{Draw, Question, Topic};
use crate::domain::time::Moment;

/// An answer to be registered.
pub struct NewAnswer {
    pub id: AnswerId,
    pub question: Question,
    pub form: Form,
    /// A PHC string.
    pub hash: String,
    /// Somebody else knows it: it is to be replaced when its owner signs in.
    pub must_replace: bool,
}

impl Tx {
    pub(super) async fn insert_answer(&mut self, owner: &AccountId, new: &NewAnswer, now: Moment) -> Result<(), StoreError> {
        let (topic, own) = match &new.question {
            Question::Topic(topic) => (Some(topic.id().to_owned()), None),
            Question::Own(text) => (None, Some(self.keys.seal(sealed_question(owner), text.as_bytes())?)),
        };
        sql!(
            "INSERT INTO answer (id, account_id, topic, own, hash, version, must_replace, created_at) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        .bind(&new.id)
        .bind(owner)
        .bind(topic)
        .bind(own)
        .bind(new.hash.as_str())
        .bind(new.form.number())
        .bind(new.must_replace)
        .bind(now)
        .changed(self.connection())
        .await?;
        Ok(())
    }

    /// The questions that `owner` has answers to.
    pub async fn questions(&mut self, owner: &AccountId) -> Result<Vec<AskedQuestion>, StoreError> {
        let rows = sql!("SELECT id, topic, own FROM answer WHERE account_id = ? ORDER BY id");
        let rows = rows.bind(owner).rows(self.connection()).await?;
        rows.iter().map(|row| question(row, owner, &self.keys)).collect()
    }

    /// What is kept of the answers of `owner`.
    pub async fn answers(&mut self, owner: &AccountId) -> Result<Vec<StoredAnswer>, StoreError> {
        let rows = sql!("SELECT id, version, hash FROM answer WHERE account_id = ? ORDER BY id");
        rows.bind(owner).rows(self.connection()).await?.iter().map(answer).collect()
    }

    /// The questions that `subject` is asked, as they were drawn last.
    pub async fn question_draw(&mut self, subject: &Subject) -> Result<Option<Draw>, StoreError> {
        let row = sql!("SELECT answers, ends_at FROM question_draw WHERE subject = ?");
        let row = row.bind(subject.as_str()).row(self.connection()).await?;
        row.map(|row| Ok(Draw { answers: listed(&row)?, until: row.moment("ends_at")? })).transpose()
    }

    /// Puts `fresh` in the place of `old`. False when somebody else did so a moment before.
    ///
    /// # Errors
    /// Contention, too, where there was none and somebody else drew first.
    pub async fn replace_question_draw(
        &mut self,
        subject: &Subject,
        old: Option<&Draw>,
        fresh: &Draw,
    ) -> Result<bool, StoreError> {
        let statement = match old {
            None => sql!("INSERT INTO question_draw (answers, ends_at, subject) VALUES (?, ?, ?)"),
            Some(_) => {
                sql!("UPDATE question_draw SET answers = ?, ends_at = ? WHERE subject = ? AND answers = ? AND ends_at = ?")
            }
        };
        let bound = statement.bind(list(&fresh.answers)).bind(fresh.until).bind(subject.as_str());
        let bound = match old {
            None => bound,
            Some(old) => bound.bind(list(&old.answers)).bind(old.until),
        };
        bound.holds(self.connection()).await
    }

    /// After a miss: the same questions until `until`.
    pub async fn prolong_question_draw(&mut self, subject: &Subject, until: Moment) -> Result<(), StoreError> {
        sql!("UPDATE question_draw SET ends_at = ? WHERE subject = ? AND ends_at < ?")
            .bind(until)
            .bind(subject.as_str())
            .bind(until)
            .changed(self.connection())
            .await?;
        Ok(())
    }

    /// After a miss where the policy wants other questions then.
    pub async fn drop_question_draw(&mut self, subject: &Subject) -> Result<(), StoreError> {
        sql!("DELETE FROM question_draw WHERE subject = ?").bind(subject.as_str()).changed(self.connection()).await?;
        Ok(())
    }

    /// Records which questions a challenge puts.
    pub async fn put_questions(&mut self, challenge: &ChallengeId, answers: &[AnswerId]) -> Result<(), StoreError> {
        sql!("INSERT INTO challenge_questions (challenge_id, answers) VALUES (?, ?)")
            .bind(challenge)
            .bind(list(answers))
            .changed(self.connection())
            .await?;
        Ok(())
    }

    /// Which questions `challenge` put; none where it put none.
    pub async fn questions_put(&mut self, challenge: &ChallengeId) -> Result<Vec<AnswerId>, StoreError> {
        let row = sql!("SELECT answers FROM challenge_questions WHERE challenge_id = ?");
        row.bind(challenge).row(self.connection()).await?.map_or(Ok(Vec::new()), |row| listed(&row))
    }
}

fn sealed_question(owner: &AccountId) -> SealedAt<'_> {
    SealedAt { table: "answer", column: "own", owner: owner.as_str() }
}

fn question(row: &Row, owner: &AccountId, keys: &Keys) -> Result<AskedQuestion, StoreError> {
    let question = match row.maybe_text("own")? {
        Some(sealed) => Question::Own(keys.unseal_text(sealed_question(owner), &sealed)?.to_string()),
        None => Question::Topic(row.named("topic", Topic::from_id)?),
    };
    Ok(AskedQuestion { answer: AnswerId::from_stored(row.text("id")?), question })
}

fn answer(row: &Row) -> Result<StoredAnswer, StoreError> {
    let version = row.number("version")?;
    let form = Form::from_number(version).ok_or_else(|| StoreError::Damaged(format!("{version} in column version")))?;
    Ok(StoredAnswer { id: AnswerId::from_stored(row.text("id")?), form, hash: row.text("hash")? })
}

fn list(answers: &[AnswerId]) -> String {
    answers.iter().map(AnswerId::as_str).collect::<Vec<_>>().join(",")
}

fn listed(row: &Row) -> Result<Vec<AnswerId>, StoreError> {
    let ids = row.text("answers")?;
    Ok(ids.split(',').filter(|id| !id.is_empty()).map(|id| AnswerId::from_stored(id.to_owned())).collect())
}
