//! zxcvbn's advice as message ids, by enum, never by its English text.

use zxcvbn::feedback::{Suggestion, Warning};

/// Why a password is easy to guess.
pub const fn warning_id(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => "warning-straight-rows-of-keys-are-easy-to-guess",
        Warning::ShortKeyboardPatternsAreEasyToGuess => "warning-short-keyboard-patterns-are-easy-to-guess",
        Warning::RepeatsLikeAaaAreEasyToGuess => "warning-repeats-like-aaa-are-easy-to-guess",
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            "warning-repeats-like-abc-abc-are-only-slightly-harder-to-guess"
        }
        Warning::ThisIsATop10Password => "warning-this-is-a-top-10-password",
        Warning::ThisIsATop100Password => "warning-this-is-a-top-100-password",
        Warning::ThisIsACommonPassword => "warning-this-is-a-common-password",
        Warning::ThisIsSimilarToACommonlyUsedPassword => "warning-this-is-similar-to-a-commonly-used-password",
        Warning::SequencesLikeAbcAreEasyToGuess => "warning-sequences-like-abc-are-easy-to-guess",
        Warning::RecentYearsAreEasyToGuess => "warning-recent-years-are-easy-to-guess",
        Warning::AWordByItselfIsEasyToGuess => "warning-a-word-by-itself-is-easy-to-guess",
        Warning::DatesAreOftenEasyToGuess => "warning-dates-are-often-easy-to-guess",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess => "warning-names-and-surnames-by-themselves-are-easy-to-guess",
        Warning::CommonNamesAndSurnamesAreEasyToGuess => "warning-common-names-and-surnames-are-easy-to-guess",
    }
}

/// What would make it harder.
pub const fn suggestion_id(suggestion: Suggestion) -> &'static str {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => "suggestion-use-a-few-words-avoid-common-phrases",
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => "suggestion-no-need-for-symbols-digits-or-uppercase-letters",
        Suggestion::AddAnotherWordOrTwo => "suggestion-add-another-word-or-two",
        Suggestion::CapitalizationDoesntHelpVeryMuch => "suggestion-capitalization-doesnt-help-very-much",
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            "suggestion-all-uppercase-is-almost-as-easy-to-guess-as-all-lowercase"
        }
        Suggestion::ReversedWordsArentMuchHarderToGuess => "suggestion-reversed-words-arent-much-harder-to-guess",
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => "suggestion-predictable-substitutions-dont-help-very-much",
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => "suggestion-use-a-longer-keyboard-pattern-with-more-turns",
        Suggestion::AvoidRepeatedWordsAndCharacters => "suggestion-avoid-repeated-words-and-characters",
        Suggestion::AvoidSequences => "suggestion-avoid-sequences",
        Suggestion::AvoidRecentYears => "suggestion-avoid-recent-years",
        Suggestion::AvoidYearsThatAreAssociatedWithYou => "suggestion-avoid-years-that-are-associated-with-you",
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => "suggestion-avoid-dates-and-years-that-are-associated-with-you",
    }
}
