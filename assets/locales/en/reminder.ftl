# What somebody who signed in is reminded of.

register-prompt-title = Set up a way back in
register-prompt-lead = If you forget your password, you can choose a new one here by yourself. { $count ->
    [one] That takes one more way to prove it is you.
   *[other] That takes { $count } more ways to prove it is you.
}
register-prompt-skips = { $times ->
    [one] You can put this off once more, until { $until }.
   *[other] You can put this off { $times } times, until { $until }.
}
register-prompt-no-skip = This cannot be put off any more.
register-prompt-others = I want to set up a different method
register-prompt-not-now = Not now

reconfirm-title = Is this still right?
reconfirm-lead = With these you can choose a new password by yourself. Can you still use them, and nobody else?
reconfirm-address = Email { $mask }
reconfirm-phone = Telephone { $mask }
reconfirm-apps = { $count ->
    [one] 1 authenticator app
   *[other] { $count } authenticator apps
}
reconfirm-right = Looks good
reconfirm-change = Change something

done-offer-missing = { $count ->
    [one] Next time that takes one more way to prove it is you.
   *[other] Next time that takes { $count } more ways to prove it is you.
}
done-offer-unconfirmed = It is long since you looked at your ways to get back in. Are they still right?
done-offer-first = Set up a way to get back in by yourself, should you ever forget it.
done-offer-set-up = Set up a way back in
done-offer-look = Look at my ways back in
