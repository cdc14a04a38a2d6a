//! Riddles that a person solves in passing and a program has to be written for: five characters drawn
//! large, or a plain question that can be spoken. They slow programs down and stop none that was
//! written for them; what really limits are the counters.
//!
//! A riddle is made from sixteen random bytes and nothing else. It knows no language: a question is
//! words by their names, said and answered in whichever language the visitor reads.

mod dice;
mod glyphs;
pub mod picture;
pub mod question;
#[cfg(test)]
mod tests;
pub mod words;

use std::fmt;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use self::dice::Dice;
use self::picture::Picture;
use self::question::Question;
use self::words::Word;
use super::id::Entropy;
use super::method::Standing;
use super::secret::Secret;

/// How many characters a picture has.
pub const CHARACTERS: usize = 5;

/// Words before an answer that say nothing.
const ARTICLES: [&str; 7] = ["a", "an", "the", "de", "het", "een", "t"];

/// When a visit is asked to solve a riddle before anybody is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Never,
    /// When too much comes from where the visitor sits, or to all kiosks together.
    Suspicious,
    Always,
}

/// When riddles are asked, for each standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptchaPolicy {
    pub trusted: When,
    pub open: When,
}

impl CaptchaPolicy {
    pub const MODERN: Self = Self { trusted: When::Suspicious, open: When::Always };

    /// Every visit, as Microsoft has it.
    pub const CLASSIC: Self = Self { trusted: When::Always, open: When::Always };

    pub const fn when(self, standing: Standing) -> When {
        match standing {
            Standing::Trusted => self.trusted,
            Standing::Open => self.open,
        }
    }
}

/// What a riddle asks of a person: to see, or to read and listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Picture,
    Question,
}

impl Kind {
    /// The name in the audit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Question => "question",
        }
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Picture => Self::Question,
            Self::Question => Self::Picture,
        }
    }
}

/// A riddle as its visitor sees it. No answer is among it that a person would not have to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    Picture(Picture),
    Question(Question),
}

impl Shown {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Picture(_) => Kind::Picture,
            Self::Question(_) => Kind::Question,
        }
    }
}

/// A riddle with its answer. Not `Clone`, so it is solved once; silent in `Debug`.
pub enum Riddle {
    Picture { picture: Picture, characters: Secret },
    Question(Question),
}

impl Riddle {
    /// The riddle of `kind` that `entropy` makes. What bends and blurs a picture is drawn from the other
    /// half of the bytes than its characters: whoever undoes it learns nothing about those.
    pub fn draw(kind: Kind, entropy: Entropy) -> Self {
        let (mut answer, mut blur) = Dice::pair(entropy);
        match kind {
            Kind::Picture => {
                let characters = glyphs::draw(CHARACTERS, &mut answer);
                let picture = Picture::of(&characters, &mut blur);
                Self::Picture { picture, characters: Secret::new(characters.into_iter().collect()) }
            }
            Kind::Question => Self::Question(Question::draw(&mut answer)),
        }
    }

    pub const fn kind(&self) -> Kind {
        match self {
            Self::Picture { .. } => Kind::Picture,
            Self::Question(_) => Kind::Question,
        }
    }

    /// What its visitor sees of it.
    pub fn shown(&self) -> Shown {
        match self {
            Self::Picture { picture, .. } => Shown::Picture(picture.clone()),
            Self::Question(question) => Shown::Question(question.clone()),
        }
    }

    /// Whether `typed` solves it, in the language in which `say` says words. Capitals, blanks, accents,
    /// signs and articles do not count.
    pub fn is_solved_by(&self, typed: &str, say: &dyn Fn(Word) -> String) -> bool {
        match self {
            Self::Picture { characters, .. } => characters.matches(&Secret::new(words_of(typed).concat().to_uppercase())),
            Self::Question(question) => question.answers(say).iter().any(|answer| bare(answer) == bare(typed)),
        }
    }

    /// An answer that solves it, for those who may be told: the demo's own player.
    pub fn answer(&self, say: &dyn Fn(Word) -> String) -> Secret {
        match self {
            Self::Picture { characters, .. } => characters.duplicate(),
            Self::Question(question) => Secret::new(question.answers(say).into_iter().next().unwrap_or_default()),
        }
    }
}

impl fmt::Debug for Riddle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Riddle(..)")
    }
}

/// What was typed, down to what was meant: "The Horse." is `horse`.
fn bare(typed: &str) -> String {
    let words = words_of(typed);
    let articles = words.iter().take_while(|word| ARTICLES.contains(&word.as_str())).count();
    // "a" may be an article, and may be all there is of an answer.
    let articles = articles.min(words.len().saturating_sub(1));
    words.into_iter().skip(articles).collect()
}

/// The words of `typed`, without case, accents and signs.
fn words_of(typed: &str) -> Vec<String> {
    let plain: String = typed.nfkd().filter(|c| !is_combining_mark(*c)).default_case_fold().collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
