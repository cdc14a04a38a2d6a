# Choosing a new password: the rules, the reasons for a refusal, and advice.
# A rule is at most 31 characters long, so that two stand side by side.

new-password-title = Choose a new password
new-password-title-first = Choose a password
new-password-must = Somebody else chose your password. Choose one of your own now: a few words in a row are best.
new-password-lead = A few words in a row are best: easy for you, hard for others.
new-password-lead-once = Choose one that you use nowhere else.
new-password-lead-classes = We suggest { $min }-{ $max } characters with upper and lower case, numbers and special characters.
new-password-field = New password
new-password-field-first = Password
new-password-repeat = The same password again

new-password-minutes = { $minutes ->
    [one] Finish within 1 minute, or we have to ask again who you are.
   *[other] Finish within { $minutes } minutes, or we have to ask again who you are.
}
new-password-seconds = { $seconds ->
    [one] Finish within 1 second, or we have to ask again who you are.
   *[other] Finish within { $seconds } seconds, or we have to ask again who you are.
}
caps-lock = All capitals: is Caps Lock on?
suggest-field = Your new password, if you like it
suggest-field-first = Your password, if you like it
suggest-hint = Write it down now. Typing it once more helps you to remember it.
suggest-repeat-hint = Type the suggested one here, dashes too. Rather one of your own? Press Esc twice.
suggest-repeat = The two are not the same. Type it again.
suggest-none = We could not make one up for you. Please think of one yourself.

check-length = { $min } to { $max } characters
check-classes = { $classes } of these 4: ABC abc 123 #?!
check-personal = Without name, user ID, address
check-organisation = Without the organisation's name
check-common = Not a well-known password
check-strong = Hard to guess
check-repeat = The same both times

strength-label = Strength
strength-0 = very weak
strength-1 = weak
strength-2 = fair
strength-3 = good
strength-4 = very good

complaint-empty = Type a new password first.
complaint-repeat-empty = Now type the same password once more.
complaint-repeat = The two are not the same. Type the second one again.
complaint-too-short = This is too short. Use at least { $min } characters.
complaint-too-long = This is too long. Use at most { $max } characters.
complaint-classes = This has too few kinds of characters. Use at least { $classes } of these 4: capitals, small letters, digits, special characters.
complaint-personal = This has your name, your user ID or an address of yours in it. Use other words.
complaint-organisation = This has a name of our organisation in it. Use other words.
complaint-common = Many people use this one. Choose another.
complaint-weak = This is too easy to guess. Add a word or two.
complaint-current = This is the password that you have now. Choose another.
complaint-current-known = This is the password that you have now. Choose another, or "Keep my password".
complaint-used-before = You used this one before. Choose another.

warning-straight-rows-of-keys-are-easy-to-guess = Keys in a row are easy to guess.
warning-short-keyboard-patterns-are-easy-to-guess = Short patterns of keys are easy to guess.
warning-repeats-like-aaa-are-easy-to-guess = Repeats such as "aaa" are easy to guess.
warning-repeats-like-abc-abc-are-only-slightly-harder-to-guess = "abcabc" is hardly harder to guess than "abc".
warning-this-is-a-top-10-password = This is one of the ten best-known passwords.
warning-this-is-a-top-100-password = This is one of the hundred best-known passwords.
warning-this-is-a-common-password = This is a well-known password.
warning-this-is-similar-to-a-commonly-used-password = This looks like a well-known password.
warning-sequences-like-abc-are-easy-to-guess = Sequences such as "abc" or "6543" are easy to guess.
warning-recent-years-are-easy-to-guess = Recent years are easy to guess.
warning-a-word-by-itself-is-easy-to-guess = One word alone is easy to guess.
warning-dates-are-often-easy-to-guess = Dates are often easy to guess.
warning-names-and-surnames-by-themselves-are-easy-to-guess = Names alone are easy to guess.
warning-common-names-and-surnames-are-easy-to-guess = Common names are easy to guess.

suggestion-use-a-few-words-avoid-common-phrases = Use a few words, but not a well-known phrase.
suggestion-no-need-for-symbols-digits-or-uppercase-letters = Digits, signs and capitals are not needed.
suggestion-add-another-word-or-two = Add a word or two. Rare words are better.
suggestion-capitalization-doesnt-help-very-much = Capitals do not help much.
suggestion-all-uppercase-is-almost-as-easy-to-guess-as-all-lowercase = All capitals is as easy to guess as none.
suggestion-reversed-words-arent-much-harder-to-guess = Words spelled backwards are not much harder to guess.
suggestion-predictable-substitutions-dont-help-very-much = Writing @ for a does not help much.
suggestion-use-a-longer-keyboard-pattern-with-more-turns = Use a longer pattern of keys, with more turns.
suggestion-avoid-repeated-words-and-characters = Do not repeat words or characters.
suggestion-avoid-sequences = Do not use sequences.
suggestion-avoid-recent-years = Do not use recent years.
suggestion-avoid-years-that-are-associated-with-you = Do not use years that belong to you.
suggestion-avoid-dates-and-years-that-are-associated-with-you = Do not use dates or years that belong to you.
