# What somebody has registered to prove who they are.

my-account-methods = My ways to prove it is me
choose-settings-lead = Before you change these settings, show that it is really you.
choose-settings-code = { $count ->
    [one] That uses up the last code of your sheet. Make a new sheet afterwards.
   *[other] Each time that uses up one code of your sheet. { $count } are left.
}
choose-settings-lost = We ask for the most secure way that you have. Have you lost it? The help desk will help you:
choose-settings-lost-ask = We ask for the most secure way that you have. Have you lost it? Ask whoever looks after your account.
settings-opening = One moment: we look up what you have registered.

methods-title = Your ways to prove it is you
methods-lead = With these you get back in. Choose one to change, or add another.
methods-lead-not-open = Choose one to change, or add another.
methods-missing = { $count ->
    [one] If you forget your password, you need one more way, of another kind than those here.
   *[other] If you forget your password, you need { $count } more ways, of other kinds than those here.
}
methods-missing-stuck = To choose a new password by yourself you need more than can be added here. Ask an administrator.
methods-missing-key = To choose a new password by yourself you need a security key, too. Nobody can add one here: come over SSH, from your own computer.
methods-none = You have no way to get back in yet. Choose what you want to add.
methods-none-own = You have added nothing yet. Choose what you want to add.
methods-none-missing = { $count ->
    [one] If you forget your password, you need one way.
   *[other] If you forget your password, you need { $count } ways, of different kinds.
}
methods-not-open = Choosing a new password is not open to you here. What you register counts as soon as it is.
methods-enough = That is enough. One more, of another kind, is wise: things get lost.
methods-enough-app = That is enough. A second app, on another device, is wise: things get lost.
methods-enough-address = That is enough. Another address, at another provider, is wise: things get lost.
methods-enough-alone = That is enough.
methods-spare = That is enough, and you have something to fall back on.
methods-seen = You and administrators see your addresses. Nobody sees your answers.
methods-seen-addresses = You and administrators see your addresses.
methods-seen-answers = Nobody sees your answers.
methods-phones = Texts to { $masks } (from your organisation)
methods-phones-only = Phone: { $masks } (from your organisation; does not count)
methods-of-house = Email to { $masks } (may get codes; does not count)
methods-of-house-only = Email to { $masks } (of your organisation; does not count)
method-address = Email to { $mask } ({ $good })
method-address-first = Email to { $mask } ({ $good }; codes go here first)
method-directory = Email to { $mask } (from your organisation; choose this to show that it is yours)
method-directory-only = Email to { $mask } (from your organisation; does not count yet)
method-only-app = Authenticator app ({ $good })
method-app = Authenticator app { $number } ({ $good })
method-app-since = Authenticator app { $number }, there since { $since } ({ $good })
method-questions = { $count ->
    [one] Security questions: 1 answer ({ $good })
   *[other] Security questions: { $count } answers ({ $good })
}
good-for-both = new password, these settings
good-for-password = new password
good-for-settings = these settings only
good-for-spare = spare: opens these settings when the better way is gone
good-for-both-of-house = new password while you can read it, but does not count; these settings
good-for-password-of-house = new password while you can read it, but does not count
good-for-nothing = of no use here now
methods-add-address = Add an email address
methods-add-app = Add an authenticator app
methods-add-another-app = Add another authenticator app
methods-add-answers = Answer security questions
methods-other-answers = Answer other security questions
methods-gone = That is not there any more. Begin again, please.
methods-unsure = We could not see whether that was kept. Look at the list: it shows what there is now.

add-method-title = Add a way to prove it is you
add-address-lead = Which address may we send codes to? A code goes there at once, to make sure that you can read it.
add-address-private = Take a private address: one that you can read without this password.
add-address-field = Email address
add-address-empty = Type an email address first.
add-address-odd = That is not an email address. It looks like name@example.org.
add-app-lead = Type this key into your authenticator app, or scan the picture if you see one. Then type the code it shows.
add-app-secret = Key: { $secret }
add-app-picture-how = "Picture" shows the picture alone, until you press a key.
add-app-lead-key = Type this key into your authenticator app. Then type the code that it shows.
add-app-picture = Any key brings you back.
add-app-no-picture = Do you see no picture? Then this window is too small for it, or has no colours.
add-app-field = Code from the app
add-app-is-key = That is the key: type it in the app, and here the six digits that the app then shows.
add-answers-step = Question { $number } of { $count }
add-answers-lead = Choose a question that only you can answer.
add-answers-others = Show me other questions
add-answers-how = 3 to 40 characters. Remember how you write it: we never show it again.
add-answers-empty = Type your answer first.

unfit-known = That address is in your list already. Choose it there, or type another one.
unfit-own-domain = That is an address of your organisation. You could not read it without this password. Take a private one.
unfit-too-many = There is no room for more. Remove one that you do not use first.
unfit-letters = Enough codes were sent for now. You can ask for another one from { $until }.
unfit-code = That is not the code that the app shows now. Wait for the next one, and look at the clock of your phone.
unfit-no-mail = No mail can be sent from here, so we cannot check an address. Ask an administrator.
settings-no-mail = To open these we would send you a code by mail, and no mail can be sent from here. Ask an administrator.
unfit-last-own = That is your only way here that is your own: without it, whoever knows your password could change your settings. Add another one first.
unfit-needed = That way is needed to choose a new password by yourself. Add another one first.
unfit-answers = The questions have changed meanwhile. Choose again, please.
unfit-tried = Much was changed or tried in a short time. You can make changes again from { $until }.
bad-answer-short = That is too short: it takes at least 3 characters. Write more, or go back and choose another question.
bad-answer-long = That is too long. It takes at most 40 characters.
bad-answer-login = That is your user ID, which others know. Take another answer.
bad-answer-known = Others know that of you. Take another answer.
bad-answer-in-question = That stands in the question itself. Take another answer.
bad-answer-common = That is too easy to guess. Take another answer.
bad-answer-none = That is no answer to the question. Give one, or go back and choose another question.
bad-answer-twice = You gave that answer before. Take another one.

changed-address-added = from now on this address counts: { $mask }.
changed-address-adopted = this address is yours now: { $mask }.
changed-app-added = your authenticator app counts from now on.
changed-app-added-to-others = authenticator app { $number } counts from now on.
changed-answers-set = your answers count from now on.
changed-removed = it was removed.
changed-address-removed = this address was removed: { $mask }.
changed-app-removed = your authenticator app was removed.
changed-app-removed-numbered = the authenticator app that was number { $number } was removed.
changed-app-removed-of-several = the authenticator app that was number { $number } was removed. The others have new numbers.
changed-answers-removed = your answers to security questions were removed.
changed-sheet-removed = your recovery codes were removed.
changed-address-preferred = codes go to { $mask } first.
changed-told = { $count ->
    [one] We wrote about it to 1 address that we knew before.
   *[other] We wrote about it to { $count } addresses that we knew before.
}

confirm-remove-title = Change or remove it
confirm-remove-only-title = Remove it?
remove-address-lead = Email to { $mask }. What would you like to do with it?
remove-only-app-lead = Your authenticator app. What would you like to do with it?
remove-app-lead = Authenticator app { $number }. What would you like to do with it?
remove-app-since-lead = Authenticator app { $number }, there since { $since }. What would you like to do with it?
remove-answers-lead = Your answers to security questions. What would you like to do with them?
remove-told = Whatever you change, we tell all addresses that we know now.
remove-last-address = It is your only address. Without it we cannot warn you any more when somebody changes something.
remove-keep = Leave it as it is
remove-yes = Remove it
remove-prefer = Send codes to this one first

done-register-title = Your ways to get back in
done-register-lead = should you ever forget your password, you can choose a new one by yourself.
done-register-enough = Having one more way, of another kind, is wise: things get lost.
done-register-spare = You also have something to fall back on.
done-register-not-yet = You can come back for the rest at any time: sign in, and choose "My ways to prove it is me".

letter-code-settings-body =
    This is the code to change your ways to prove who you are at { $organisation }.

    Code { $tag }: { $code }

    Type it where you asked for it ({ $place }). { $minutes ->
        [one] It works for 1 minute, and only once.
       *[other] It works for { $minutes } minutes, and only once.
    }
letter-code-settings-care = Never give this code to anyone. Did you not ask for it? Then somebody knows your password: change it, and tell { $whom }.
letter-code-address-body =
    Somebody wants to add this address to their account at { $organisation }. This is the code for it.

    Code { $tag }: { $code }

    Type it where you asked for it ({ $place }). { $minutes ->
        [one] It works for 1 minute, and only once.
       *[other] It works for { $minutes } minutes, and only once.
    }
letter-code-address-care = If you know nothing of this, you need not do anything: without the code this address is not used. Never give the code to anyone.
letter-registration-subject = { $organisation }: your ways to prove who you are were changed
letter-registration-lead = Something was changed in the ways in which { $login } at { $organisation } proves who they are:
letter-registration-address-added = The address { $mask } was added.
letter-registration-address-removed = The address { $mask } was removed.
letter-registration-address-preferred = Codes go to the address { $mask } first.
letter-registration-app-added = An authenticator app was added.
letter-registration-app-removed = An authenticator app was removed.
letter-registration-answers-set = Security questions were answered.
letter-registration-answers-removed = The answers to security questions were removed.
letter-registration-when =
    When: { $when }
    Where: { $place }

    Was this you? Then all is well.
