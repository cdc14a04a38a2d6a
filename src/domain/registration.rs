//! What somebody has registered, what can be asked for about it, and what became of that. Values only: the
//! service decides, the flow shows.

mod advice;
mod outcome;
mod own;

use super::account::listing::{as_they_came, is_first_of_several};
use super::account::{Account, Address, Origin};
use super::id::{ContactId, SecurityKeyId, TotpId};
use super::mask::Mask;
use super::method::Method;
use super::policy::{Reset, Rules, count_classes};
use super::proof::Proof;
use super::proof::app_draft::AppDraft;
use super::proof::key_draft::KeyDraft;
use super::proof::sheet_draft::SheetDraft;
use super::question::{AnswerRules, Known, Question};
use super::secret::Secret;
use super::security_key::NamedKey;
use super::time::Moment;
pub use advice::Advice;
pub use outcome::{ChangeOutcome, Changed, Drafted, Entered, Unfit};
use own::OWN_METHODS;
pub use own::{is_as_secure, own_methods};

/// Addresses that somebody may register, apps, and security keys.
pub const MOST_ADDRESSES: usize = 5;
pub const MOST_APPS: usize = 5;
pub const MOST_KEYS: usize = 5;

/// What somebody has registered, as its owner may see it, and what the policy wants of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says of itself what there is, or can be")]
pub struct Registration {
    pub contacts: Vec<RegisteredContact>,
    pub apps: Vec<TotpId>,
    pub keys: Vec<NamedKey>,
    /// Whether a key can be registered from here: where nobody can paste, none can.
    pub takes_keys: bool,
    /// How many addresses hear of a change.
    pub told: usize,
    /// How many questions have answers.
    pub questions: usize,
    /// How many codes of the sheet were not used yet.
    pub codes: usize,
    /// Telephones that an operator entered. They are shown, and nobody changes them here yet.
    pub phones: Vec<RegisteredPhone>,
    /// What a new password can be had with.
    pub takes: Vec<Method>,
    /// How many kinds of ways can be used for that now, and once the password is forgotten.
    pub has: usize,
    /// How many kinds it takes.
    pub needs: usize,
    /// Whether a new password is to be had at all.
    pub may_reset: bool,
    /// What its owner can add of another kind, the most secure first; but a key last, for it has to be bought.
    pub can_add: Vec<Method>,
    /// The questions that can be chosen from, and how many it takes, where the policy takes answers.
    pub asks: Option<Box<QuestionWish>>,
    /// Whether a code gets to an address from here: without one none can be added.
    pub mails: bool,
    /// What opens the settings: the most secure that is their own.
    pub opens: Option<Method>,
    /// Whether there are as many answers as are asked: fewer would open nothing, whatever else were gone.
    pub could_answer: bool,
    /// What cannot be removed now, and why: so nobody is offered what is refused.
    pub kept: Vec<(Item, Unfit)>,
}

/// An address, masked as [`Account::mask_of`] has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredContact {
    pub id: ContactId,
    pub mask: Mask,
    pub origin: Origin,
    /// Whether a code for a new password may go to it.
    pub takes_codes: bool,
    /// It is a mailbox of the organisation: nobody could read it without the password that was lost.
    pub of_house: bool,
}

impl RegisteredContact {
    /// Whether it counts as a way to a new password.
    pub const fn counts(&self) -> bool {
        self.takes_codes && !self.of_house
    }

    /// Whether its owner can make it theirs.
    pub fn can_be_adopted(&self) -> bool {
        self.origin == Origin::Directory && !self.of_house
    }

    /// Whether an operator entered it, and nothing can be done about it here.
    pub fn is_only_shown(&self) -> bool {
        self.origin == Origin::Directory && self.of_house
    }
}

/// A telephone, masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredPhone {
    pub mask: Mask,
    /// Whether texts for a new password may go to it.
    pub counts: bool,
}

/// What there is where somebody registers.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// Whether a code gets to an address from here.
    pub mails: bool,
    /// Whether a visitor can paste what a security key signed.
    pub may_paste: bool,
    /// Where the organisation has its own mailboxes.
    pub domains: &'a [String],
    /// How many addresses hear of a change.
    pub told: usize,
}

/// What is asked of somebody who registers answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionWish {
    pub pool: Vec<Choosable>,
    pub count: usize,
    /// Each answer is held against these as soon as it is typed; all of them once more before they are kept.
    pub rules: AnswerRules,
}

/// A question that can be chosen, as it reads in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    pub question: Question,
    pub spelled: Vec<String>,
}

impl Registration {
    /// What `account` has registered under `rules`.
    pub fn of(account: &Account, rules: &Rules, asks: Option<Box<QuestionWish>>, here: Here<'_>) -> Self {
        let usable: Vec<_> = rules.usable_contacts(account).map(|contact| contact.id.clone()).collect();
        let lasting = rules.lasting_methods(account, here.domains);
        let is_new = |method: &Method| lasting.iter().all(|lasting| lasting.class() != method.class());
        let takes_keys = here.may_paste && rules.methods.contains(&Method::SecurityKey);
        let is_possible = |method: &Method| match method {
            Method::Email => here.mails,
            Method::SecurityKey => takes_keys,
            Method::Totp | Method::RecoveryCode | Method::Questions | Method::Sms => true,
        };
        let can_add =
            OWN_METHODS.into_iter().filter(|method| rules.methods.contains(method) && is_new(method) && is_possible(method));
        let (keys, others): (Vec<_>, Vec<_>) = can_add.partition(|method| *method == Method::SecurityKey);
        let takes_mail = rules.methods.contains(&Method::Email);
        let seen = account.contacts.iter().map(|contact| RegisteredContact {
            id: contact.id.clone(),
            mask: account.mask_of(contact),
            origin: contact.origin,
            takes_codes: takes_mail && usable.contains(&contact.id),
            of_house: contact.address.is_of(here.domains),
        });
        Self {
            contacts: seen.collect(),
            apps: account.totps.clone(),
            keys: account.security_keys.clone(),
            takes_keys,
            told: here.told,
            questions: account.questions,
            codes: account.recovery_codes,
            phones: phones(account, rules),
            takes: rules.methods.clone(),
            has: count_classes(lasting),
            needs: rules.gates.count(),
            may_reset: rules.reset == Reset::Allowed,
            can_add: [others, keys].concat(),
            asks,
            mails: here.mails,
            opens: None,
            could_answer: false,
            kept: Vec::new(),
        }
    }

    /// Everything there is that its owner might remove.
    pub fn items(&self) -> Vec<Item> {
        let own = self.contacts.iter().filter(|contact| contact.origin == Origin::Authentication);
        let contacts = own.map(|contact| Item::Contact(contact.id.clone()));
        let apps = self.apps.iter().cloned().map(Item::App);
        let answers = (self.questions > 0).then_some(Item::Questions);
        let keys = self.keys.iter().map(|key| Item::Key(key.id.clone()));
        contacts.chain(apps).chain(keys).chain(answers).chain((self.codes > 0).then_some(Item::Sheet)).collect()
    }

    /// Why `item` stays, where it does.
    pub fn why_kept(&self, item: &Item) -> Option<Unfit> {
        self.kept.iter().find(|(kept, _)| kept == item).map(|(_, why)| *why)
    }

    /// The same without a letter of any address or name of a key, or a digit of any telephone. Answers are held against all that others
    /// know before they are kept.
    #[must_use]
    pub fn veiled(mut self) -> Self {
        let masks = self.contacts.iter_mut().map(|contact| &mut contact.mask);
        for mask in masks.chain(self.phones.iter_mut().map(|phone| &mut phone.mask)) {
            *mask = Mask::Veiled;
        }
        self.keys.iter_mut().for_each(|key| key.name.clear());
        self.asks.iter_mut().for_each(|asks| asks.rules.known = Known::default());
        self
    }

    /// Whether somebody may make a sheet of recovery codes.
    pub fn takes_sheets(&self) -> bool {
        self.takes.contains(&Method::RecoveryCode)
    }

    /// How many more kinds it takes before a new password can be had.
    pub const fn missing(&self) -> usize {
        self.needs.saturating_sub(self.has)
    }

    /// Since when the app at `place` has been there, where there are others to tell it from.
    pub fn app_since(&self, place: usize) -> Option<Moment> {
        if self.apps.len() < 2 { None } else { self.apps.get(place)?.made() }
    }

    /// Whether there is nothing yet that its owner could make use of.
    pub fn is_empty(&self) -> bool {
        self.contacts.iter().all(RegisteredContact::is_only_shown)
            && self.apps.is_empty()
            && self.keys.is_empty()
            && self.phones.is_empty()
            && self.questions == 0
            && self.codes == 0
    }

    /// The addresses in the order in which they came, as [`Account::contacts_as_they_came`] has them.
    pub fn contacts_as_they_came(&self) -> Vec<&RegisteredContact> {
        as_they_came(&self.contacts, |contact| &contact.id)
    }

    /// Whether a code for a new password goes to `contact`, as it stands here.
    pub const fn sends_codes_to(&self, contact: &RegisteredContact) -> bool {
        self.mails && self.may_reset && contact.takes_codes
    }

    /// Whether codes go to `contact` before they go to another that is its owner's own.
    pub fn prefers(&self, contact: &RegisteredContact) -> bool {
        is_first_of_several(&contact.id, self.contacts.iter().map(|contact| (&contact.id, contact.origin)))
    }

    /// The addresses that their owner proved.
    pub fn own_addresses(&self) -> usize {
        self.contacts.iter().filter(|contact| contact.origin == Origin::Authentication).count()
    }
}

fn phones(account: &Account, rules: &Rules) -> Vec<RegisteredPhone> {
    let takes_texts = rules.methods.contains(&Method::Sms);
    let counts = |phone| takes_texts && rules.usable_mobiles(account).any(|usable| usable == phone);
    account.phones.iter().map(|phone| RegisteredPhone { mask: account.mask_of_phone(phone), counts: counts(phone) }).collect()
}

/// One thing that is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Contact(ContactId),
    App(TotpId),
    Key(SecurityKeyId),
    Questions,
    Sheet,
}

/// What is to be registered, before it is proved.
#[derive(Debug)]
pub enum Wish {
    /// A typed address: a code goes to it.
    Address(Address),
    /// An address that an operator entered, to be its owner's own: likewise.
    Adopt(ContactId),
    App,
    /// A sheet of recovery codes, in the place of an earlier one.
    Sheet,
    /// The security key whose public line was pasted.
    Key(Secret),
}

/// A change of what is registered. What it needs leaves with it, and comes back when it could not be made.
#[derive(Debug)]
pub enum Change {
    /// The address that this proof is about.
    Address(Proof),
    App {
        draft: AppDraft,
        typed: Secret,
    },
    /// Takes the place of all answers there are.
    Answers(Vec<(Question, Secret)>),
    Remove(Item),
    /// Codes go to this address unless another is chosen.
    Prefer(ContactId),
    /// With what was typed of it off paper.
    Sheet {
        draft: SheetDraft,
        typed: Secret,
    },
    /// With what it signed.
    Key {
        draft: KeyDraft,
        typed: Secret,
    },
}
