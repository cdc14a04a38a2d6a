# For people who know their password and were locked out.

goal-title = What happened?
goal-lead = Choose what fits. Either way, we first make sure that it is really you.
goal-forgot = I forgot my password
goal-locked = I know my password, but still can't sign in
choose-first-lead-unlock = Before we open your account again, we make sure that it is really you. How would you like to show that?
unlock-ready = We know that it is you. Press Enter and we open your account.

done-unlock-title = Your account is open again
done-unlock-lead = { $login } is not locked any more.
done-unlock-next = Sign in with the password that you have. If a phone or tablet still uses an old one, change it there, or your account is locked again.

not-locked-title = Your account was not locked
not-locked-lead = { $login } was not locked by wrong passwords. So something else is wrong.
not-locked-known = Your password is as it was, and { $login } is not locked. You can sign in with it now.
not-locked-keys = Perhaps Caps Lock is on, or the keyboard has another language. Or your password has just changed: then use the new one.
not-locked-other = Does nothing help? Then choose a new password now. You need not prove anything again.

letter-unlock-subject = { $organisation }: your account was unlocked
letter-unlock-body =
    The account { $login } at { $organisation } was locked after wrong passwords, and was opened again. The password is the same as before.

    When: { $when }
    Where: { $place }

    Was this you? Then all is well, and you can sign in with your password.
