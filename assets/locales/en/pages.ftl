# What stands on the pages of a visit. Plain words, short sentences, no blame.
# A page has at most 60 words of running text.

step-of = Step { $step } of { $steps }
step-first = Step 1
waiting = One moment ...
# What is told of a contact, for whoever listens: after "to" and behind a colon it has to make sense.
mask-address = an address beginning with { $first }, at { $domain }
mask-address-numbered = an address beginning with { $first }, at { $domain }, number { $number }
mask-number = the number ending in { $last }
mask-number-numbered = the number ending in { $last }, number { $number } of those
mask-veiled = not told here
mask-and = and
more-above = { $lines ->
    [one] 1 line above (Page Up)
   *[other] { $lines } lines above (Page Up)
}
more-both = Page Up: { $above } above, Page Down: { $below } below
more-below = { $lines ->
    [one] 1 line below (Page Down)
   *[other] { $lines } lines below (Page Down)
}

start-title = Get back into your account
start-lead-1 = Don't panic: this takes two minutes.
start-no-reset = Here you change your password for { $organisation }. A forgotten one cannot be replaced here: ask for help.
start-lead-2 = Here you choose a new password for your account at { $organisation }. Type the number of your choice.
start-cannot-sign-in = I can't sign in (forgot it, never had one, or locked out)
start-language = Nederlands
# Said in the other language than the page's.
language-offer = Liever verder in het Nederlands? Kies Nederlands (F2).
language-offer-word = Liever verder in het Nederlands? Typ /nederlands.

identify-title = Who are you?
identify-lead = Type the user ID that you have at work or at school.
identify-private = Is it a private account, such as outlook.com, hotmail.com or Xbox? We cannot reset that here.
identify-field = User ID
identify-example = For example: { $example }
field-too-long = That is too long, so nothing of it was used.
identify-empty = Type your user ID first.
identify-unknown = We don't know the user ID "{ $typed }". Check the spelling and try again.
identify-unknown-forgot = We don't know the user ID "{ $typed }". Check the spelling, or choose "Forgot your user ID?".

choose-method-title = Show that it is you
choose-first-lead = Before you choose a new password, we make sure that it is really you. How would you like to show that?
choose-first-lead-new = Before you choose a password, we make sure that it is really you. How would you like to show that?
choose-second-lead = That was right. We ask for one more proof, of another kind.
choose-email = Email my alternate email ({ $mask })
choose-email-on-file = Email my alternate email
choose-email-veiled = Email my alternate email (address { $number })
choose-totp = Use a code from my authenticator app
choose-questions = Answer my security questions
choose-closed-until = { $way } (closed until { $until })
choose-gate-expired = That took longer than 15 minutes, so we have to ask again.
choose-own-code-dead = We could not use that code. Choose again how you show that it is you.
choose-own-code-wrong = That was not the code. Choose again how you show that it is you.
choose-method-blocked = This way is closed until { $until }. Choose another way, or come back then.
choose-closed = { $way } (closed)
choose-method-closed = This way stays closed, after very many attempts. Choose another way, or ask { $whom }.
choose-changed = What you can choose from has just changed. Please choose again.

enter-code-title = Type the code
enter-code-lead = We sent code { $tag } to { $mask }. Type its digits here.
enter-code-lead-on-file = We sent code { $tag } to the address we have on file. Type its digits here.
enter-code-lead-long = We sent code { $tag } to { $mask }. Type its 12 letters and digits here. Capitals do not matter.
enter-code-lead-long-on-file = We sent code { $tag } to the address we have on file. Type its 12 letters and digits here. Capitals do not matter.
enter-code-lives = { $minutes ->
    [one] It works for 1 more minute.
   *[other] It works for { $minutes } more minutes.
}
enter-code-lives-seconds = { $seconds ->
    [one] It works for 1 more second.
   *[other] It works for { $seconds } more seconds.
}
enter-code-field = Code { $tag }
enter-code-resend-in = { $seconds ->
    [one] You can ask for a new code in 1 second.
   *[other] You can ask for a new code in { $seconds } seconds.
}
enter-code-resend-now = You can ask for a new code now.
enter-code-not-yet = { $seconds ->
    [one] No new code was sent: it is too soon. You can ask for one in 1 second.
   *[other] No new code was sent: it is too soon. You can ask for one in { $seconds } seconds.
}
enter-code-not-until = No new code was sent: it is too soon. You can ask for one from { $until }.
enter-code-tries = { $tries ->
    [one] You can try once more.
   *[other] You can try { $tries } times.
}
enter-code-not-arrived = Nothing in your mailbox? Look in your spam folder too.
enter-code-nothing-comes = Nothing after two minutes? Look in your spam folder, or choose another way. We only send to addresses that we know.
enter-code-undelivered = Code { $tag } could not be delivered to { $mask }.
enter-code-undelivered-ways = Nothing will come of it. Choose another way, or ask for a new code. An administrator can help too.
enter-code-undelivered-alone = Nothing will come of it. Ask for a new code, or ask an administrator.
enter-code-undelivered-ways-only = Nothing will come of it. Choose another way, or ask an administrator.
enter-code-undelivered-alone-only = Nothing will come of it. Ask an administrator.
enter-code-undelivered-address = Nothing will come of it. Go back and look at the address, letter by letter.
enter-code-undelivered-adopted = Nothing will come of it. Your organisation gave us this address: ask an administrator to look at it.
code-wrong = { $tries ->
    [one] That is not the code. Look at it again. You can try once more.
   *[other] That is not the code. Look at it again. You can try { $tries } more times.
}
code-older = { $tries ->
    [one] That is an older code. Use code { $tag }. You can try once more.
   *[other] That is an older code. Use code { $tag }. You can try { $tries } more times.
}
code-older-lost = That is an older code: it no longer works. And code { $tag } could not be delivered. Ask for a new code.
code-dead = This code no longer works. Ask for a new code.
code-dead-wait = This code no longer works. You can ask for a new one from { $until }.
code-wrong-dead = That is not the code, and it was your last try. Ask for a new code.
code-wrong-dead-wait = That is not the code, and it was your last try. You can ask for a new one from { $until }.
enter-code-or-another-way = You need not wait for it: you can choose another way now.
code-empty = Type all { $digits } digits first.
code-zero = A code has digits only. Is the { $letter } a zero?
code-one = A code has digits only. Is the { $letter } a 1?
code-digits-only = A code has digits only.
code-empty-long = Type all { $digits } letters and digits first.
code-too-long = That is too long: the code has { $digits } digits. Look at it again.
code-too-long-long = That is too long: the code has { $digits } letters and digits. Look at it again.
code-needs-long = Too many codes were wrong. Ask for a new code. It will be a longer one.
code-needs-long-wait = Too many codes were wrong. You can ask for a new, longer one from { $until }.
code-sent-again = a new code is on its way. Older codes no longer work.
code-resend-later = You can ask for a new code from { $until }.

enter-totp-title = Type the code from your app
enter-totp-lead = Open the authenticator app on your phone, and look for the code of this account.
enter-totp-field = Code from your app
enter-totp-hint = The app shows a new code every 30 seconds.
totp-wrong = { $tries ->
    [one] That is not the code. Wait for the next one in your app. You can try once more.
   *[other] That is not the code. Wait for the next one in your app. You can try { $tries } more times.
}
totp-spent = You used that code already. Wait for the next one in your app.

done-reset-title = Your password has been reset
done-reset-lead = { $login } has a new password.
done-reset-next = Sign in with the new password now. Your phone and other devices will ask for it too.
done-first-title = Your password is set
done-first-lead = { $login } has a password now.
done-first-next = You can sign in with it now.
done-reset-unlocked = Your account was locked. It is open again.
done-notified = We sent a message about this to { $masks }.
done-notified-unnamed = { $count ->
    [one] We sent a message about this to your address.
   *[other] We sent a message about this to your { $count } addresses.
}
done-nobody = We could not send a message about this: we have no address of yours.
done-no-mail = We could not send a message about this: no mail can be sent from here.

blocked-title = Please come back later
blocked-way-title = Take another way for now
blocked-lead-account = There were too many wrong attempts for this account. You can try again from { $until }.
blocked-lead-account-some = There were too many wrong attempts for this account. Some ways are closed until { $until }.
blocked-lead-method = Too many attempts went wrong in this way. You can use it again from { $until }.
blocked-lead-needed = { $needed ->
    [one] No way to show that it is you is open now. You can go on from { $until }.
   *[other] You need { $needed } ways of different kinds, and too few are open. You can go on from { $until }.
}
blocked-ways = Closed for now, after too many wrong attempts: { $ways }.
way-email = codes by email
way-totp = the authenticator app
way-questions = the security questions
way-recovery-code = recovery codes
way-sms = codes by text message
blocked-letters = We sent you as many codes as we may. The next one can go out at { $until }.
blocked-letters-lost = A code for you could not be delivered. Another one can go out at { $until }.
blocked-letters-needed = You need { $needed } ways of different kinds. Without such a code, your other ways are not enough.
blocked-lead-for-good = There were so many wrong attempts for this account that no more can be made here.
blocked-lead-for-good-some = There were so many wrong attempts for this account that some ways stay closed.
blocked-lead-source = There were too many attempts from here. You can try again from { $until }.
blocked-lead-fleet = We cannot send codes at this moment. You can try again from { $until }.
blocked-missed = That was wrong.
blocked-why = This keeps people out who guess. It does not change your account.
blocked-why-letters = So nobody can flood you with codes. It does not change your account.
blocked-why-fleet = Very many codes were asked for here. It does not change your account.
blocked-remedy = Can't you wait? If you like, we ask an administrator to help you.
blocked-remedy-other = You need not wait: choose another way now.

stop-elsewhere-title = Contact your administrator
stop-elsewhere-lead = We cannot reset your password here.
stop-elsewhere-lead-account = Your account is not kept here.
stop-elsewhere-why = Your organisation keeps it in another system.
stop-elsewhere-remedy = Ask your IT staff. Tell them that you want to reset your password.
stop-elsewhere-remedy-account = Ask your IT staff about it.

stop-disabled-title = Password reset is not possible
stop-disabled-title-account = Your account is switched off
stop-disabled-lead-scope = Your account is not enabled for password reset.
stop-disabled-why-scope = We're sorry: your organisation has not switched it on, or not for you.
stop-disabled-lead-off = Your account is switched off.
stop-disabled-why-off = An administrator did that. A new password would not help.
stop-disabled-why-off-account = An administrator did that.
stop-disabled-remedy = If you like, we ask an administrator to help you.

stop-unregistered-title = We could not verify your account
stop-unregistered-lead = You may reset your password, but we cannot yet make sure that it is you.
stop-unregistered-lead-first = You may set a password here, but we cannot yet make sure that it is you.
stop-unregistered-why = You have not registered enough ways to prove it yet.
stop-unregistered-remedy = If you like, we ask an administrator to do it. Register once you are in.
stop-no-channel-lead = You may set a password here, but that takes a code, and this kiosk cannot send codes.
stop-no-channel-why = You did nothing wrong: your organisation has not set up this kiosk for it.

desk-phone = Help desk: { $phone }
desk-address = Address: { $address }
desk-hours = Open: { $hours }
desk-mail = Write to: { $address }
desk-web = On the web: { $page }
support-code = Code for the help desk: { $code }
support-code-alone = Code for your administrator: { $code }
whom-desk = the help desk
whom-administrator = an administrator

idle-warning-title = Are you still there?
idle-lead = { $seconds ->
    [one] Press any key to go on. In 1 second everything is wiped.
   *[other] Press any key to go on. In { $seconds } seconds everything is wiped.
}
idle-not-taken = What you just typed only answered the warning. The field is as it was before.
time-up-title = Your time is almost up
time-up-lead = { $seconds ->
    [one] 1 second to go.
   *[other] { $seconds } seconds to go.
}
time-up-more = { $minutes ->
    [one] Press any key for 1 more minute.
   *[other] Press any key for { $minutes } more minutes.
}
time-up-last = { $seconds ->
    [one] In 1 second everything is wiped. You can start again after that.
   *[other] In { $seconds } seconds everything is wiped. You can start again after that.
}
closing-title = This kiosk is about to close
closing-lead = { $seconds ->
    [one] In 1 second your visit ends, and everything is wiped.
   *[other] In { $seconds } seconds your visit ends, and everything is wiped.
}
closing-finish = Press any key to finish what you were doing. If you run out of time, please come back later.

end-visit-title = Do you want to stop?
end-visit-lead = If you stop now, you have to start again next time.
end-visit-settings = What you confirmed is kept. What you were setting up just now is not.
end-visit-account = You will be signed out. What you confirmed is kept.
end-visit-signed-in = You will be signed out.
end-visit-nothing-changed = Your password has not changed.
end-visit-no-password = No password was made.

busy-title = It is busy
busy-lead = Many people need us at this moment. Please wait a little and try again.
busy-kept-settings = Nothing is lost.
busy-kept = Nothing is lost. Your password has not changed.

unavailable-title = We cannot help you right now
unavailable-lead = Something is wrong on our side. It is not your fault.
unavailable-kept-settings = Nothing was changed just now. Try again in a few minutes, or ask { $whom }.
unavailable-kept = Your password has not changed. Try again in a few minutes, or ask { $whom }.
unavailable-unknown = We cannot tell whether your password was changed. Try to sign in with the new password first.

too-small-title = This window is too small
too-small-lead = It has { $columns } x { $rows } characters, and { $needed-columns } x { $needed-rows } are needed. Make it larger. Nothing is lost.

parting-time-up = This visit has ended, because its time was up. You can begin again.
parting-closing = This kiosk closes for now, so this visit has ended. Please come back later.

farewell-title = Goodbye
farewell-stopped = You stopped. Nothing of what you typed is kept here.
farewell-settings = What you confirmed before is kept.
farewell-nothing-changed = Your password has not changed.
farewell-no-password = No password was made.
farewell-request = Your request for help stays: number { $number }. An administrator looks at it.
