# For people who know their password.

action-sign-out = Sign out

start-change = I want to change my password
start-my-account = My account and my ways to prove it is me

sign-in-title = Sign in
sign-in-lead-change = To change your password, first type the one that you have.
sign-in-lead-account = To see your account, first sign in with your password.
sign-in-password = Password
sign-in-empty = Type your password first.
sign-in-wrong = The user ID or the password is not right. Check both, and whether Caps Lock is on.
sign-in-wrong-few = { $tries ->
    [one] The user ID or the password is not right. Check both. You can try once more.
   *[other] The user ID or the password is not right. Check both. You can try { $tries } more times.
}
sign-in-again = That took longer than 15 minutes, or your password was changed. Please sign in again.
blocked-lead-sign-in = Too many passwords were wrong. You can sign in here again from { $until }.
blocked-why-sign-in = That is how we stop strangers from guessing.
blocked-remedy-sign-in = Did you forget your password? Go back to the start and choose "I can't sign in". You need not wait for that.
blocked-lead-changes = Much was changed in this account in a short time. You can make changes again from { $until }.
blocked-why-changes = So nobody can flood you with messages about changes. Your password is still the same.

my-account-title = My account
my-account-lead = Hello { $name }. What would you like to do?
my-account-change = Change my password
my-account-language = Get our letters in another language (now { $language })
my-account-no-language = Get our letters in the language of this page
my-account-language-set = from now on our letters are in { $language }.
language-english = English
language-dutch = Dutch

done-change-title = Your password has been changed
done-change-lead = { $login } has a new password.
done-change-next = From now on, sign in with the new password. Your phone and other devices will ask for it too.

letter-change-subject = { $organisation }: your password was changed
letter-change-body =
    The password of { $login } at { $organisation } was changed by somebody who knew the one before.

    When: { $when }
    Where: { $place }

    Was this you? Then all is well.
