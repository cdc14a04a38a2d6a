//! What the authority says to whoever asks an administrator, or for their user ID.

use super::*;

impl Authority {
    pub(super) fn help(&mut self, wish: &HelpWish, solution: Option<&Secret>) -> Result<HelpAnswer, Trouble> {
        self.trouble.map_or(Ok(()), Err)?;
        if let Some(asked) = self.riddle_before(solution) {
            return Ok(HelpAnswer::Captcha(asked));
        }
        if self.refuses {
            return Ok(HelpAnswer::Enough { until: START + Span::hours(24) });
        }
        self.wishes.push(wish.clone());
        Ok(HelpAnswer::Sent(HelpReceipt { number: HelpNumber::draw([1; 16]), support: SupportCode::new([1; 16]) }))
    }

    pub(super) fn user_id(&mut self, solution: Option<&Secret>) -> Result<UserIdAnswer, Trouble> {
        self.trouble.map_or(Ok(()), Err)?;
        if let Some(asked) = self.riddle_before(solution) {
            return Ok(UserIdAnswer::Captcha(asked));
        }
        Ok(if self.refuses { UserIdAnswer::Enough { until: START + Span::hours(24) } } else { UserIdAnswer::Sent })
    }
}
