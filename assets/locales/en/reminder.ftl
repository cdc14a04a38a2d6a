# What somebody who signed in is reminded of.

register-prompt-title = Set up a way to get back in
register-prompt-lead = If you forget your password, you can choose a new one here by yourself. { $count ->
    [one] That takes one more way to prove it is you.
   *[other] That takes { $count } more ways to prove it is you.
}
register-prompt-skips = { $times ->
    [one] You can put this off once more, until { $until }.
   *[other] You can put this off { $times } times, until { $until }.
}
register-prompt-no-skip = This cannot be put off. You can still change your password: sign out, and choose that at the start.
register-prompt-used-up = This cannot be put off any more. You can still change your password: sign out, and choose that at the start.
register-prompt-still = That is not enough yet.
register-prompt-others = I want to set up a different method
register-prompt-not-now = Not now

reconfirm-title = Is this still right?
reconfirm-lead = With these you can choose a new password by yourself. Can you still use them all, and can nobody else?
reconfirm-address = Email to { $mask }
reconfirm-address-only = Email to { $mask } (does not count yet)
reconfirm-address-first = Email to { $mask } (codes go here first)
reconfirm-address-of-house = Email to { $mask } (of your organisation; gets codes while you can read it, but does not count)
reconfirm-address-of-house-first = Email to { $mask } (of your organisation; gets codes first while you can read it, but does not count)
reconfirm-address-of-house-only = Email to { $mask } (of your organisation; does not count)
reconfirm-phone = Telephone: { $mask }
reconfirm-apps = { $count ->
    [one] 1 authenticator app
   *[other] { $count } authenticator apps
}
reconfirm-answers = { $count ->
    [one] Security questions: 1 answer
   *[other] Security questions: { $count } answers
}
reconfirm-sheet = { $count ->
    [one] Recovery codes on paper: 1 left
   *[other] Recovery codes on paper: { $count } left
}
reconfirm-right = Looks good
reconfirm-change = Change something

done-offer-missing = { $count ->
    [one] Should you forget your password, you need one more way to prove it is you.
   *[other] Should you forget your password, you need { $count } more ways to prove it is you.
}
done-offer-unconfirmed = It is long since you looked at your ways to get back in. Are they still right?
done-offer-first = You can add another way to get back in, should you ever forget your password.
done-offer-set-up = Set up a way to get back in
done-offer-look = Look at how I get back in
done-offer-add = Add another way to get back in
