//! What every front end says of the organisation, whichever way its visitors come.

use crate::config::{self, Config, UiSettings};
use crate::domain::policy::Enabled;
use crate::flow::House;
use crate::render::House as Sign;
use crate::render::look::{Colours, GlyphSet, Wish};
use crate::texts::Zone;

/// What the pages know of `config`.
pub fn house(config: &Config) -> House {
    House {
        organisation: config.organisation.clone(),
        language: config.ui.language,
        times: Some(config.session),
        may_quit: false,
        demo: false,
        resets: config.policy.base.enabled != Enabled::None,
        code_digits: usize::try_from(config.policy.code.digits).unwrap_or(6),
        mails: config.email.is_some(),
        start_waits: true,
    }
}

/// The name above every page of `house`, and the zone of its clocks.
pub fn sign(house: &House) -> Sign {
    let zone = Zone::named(&house.organisation.timezone).unwrap_or(Zone::utc());
    Sign { name: house.organisation.name.clone(), zone }
}

/// How the operator wants pages to look.
pub const fn wish(ui: UiSettings) -> Wish {
    let glyphs = match ui.glyphs {
        config::Glyphs::Auto => None,
        config::Glyphs::Ascii => Some(GlyphSet::Ascii),
        config::Glyphs::Vt => Some(GlyphSet::Vt),
        config::Glyphs::Unicode => Some(GlyphSet::Unicode),
    };
    let colours = match ui.colours {
        config::Colours::Auto => None,
        config::Colours::Mono => Some(Colours::Mono),
        config::Colours::Ansi8 => Some(Colours::Ansi8),
        config::Colours::Ansi16 => Some(Colours::Ansi16),
        config::Colours::Rgb => Some(Colours::Rgb),
    };
    Wish { glyphs, colours }
}
