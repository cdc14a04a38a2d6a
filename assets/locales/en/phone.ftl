# Texts to mobile phones.

choose-sms = Text my mobile phone ({ $mask })
choose-sms-on-file = Text my mobile phone
choose-phone-dead = Too many numbers were wrong, or it took too long. Choose again how you show that it is you.
choose-phone-wrong = That was not the number. Choose again how you show that it is you.
confirm-phone-title = Type your phone number
confirm-phone-lead = We send a text with a code to { $mask }. To show that it is yours, type the whole number first.
confirm-phone-lead-on-file = Type the whole number of your mobile phone. If it is the one that we have on file, we send a text with a code to it.
confirm-phone-field = Mobile number
confirm-phone-hint = With or without the country, blanks and dashes.
confirm-phone-hint-abroad = With + and the country in front, such as +31.
phone-wrong = { $tries ->
    [one] That is not the number that we have on file. You can try once more.
   *[other] That is not the number that we have on file. You can try { $tries } more times.
}
phone-unchanged = This is the number that was not right. Change it first.
phone-empty = Type your phone number first.
phone-letters = A phone number has no letters. Type digits only.
phone-extension = Type the number without an extension behind it.
phone-too-long = That is too long for a phone number. Type it again.
phone-too-short = That is too short. Type the whole number, from its first digit.
phone-no-country = Begin with + and the country, such as +31.
phone-no-number = That is no phone number. Type digits, with a + in front if you like.
enter-text-lead = We sent a text with code { $tag } to { $mask }. Type its digits here.
enter-text-lead-long = We sent a text with code { $tag } to { $mask }. Type its 12 letters and digits here. Capitals do not matter.
enter-text-lead-on-file = If that is the number we have on file, a text with code { $tag } is on its way. Type its digits here.
enter-text-lead-long-on-file = If that is the number we have on file, a text with code { $tag } is on its way. Type its 12 letters and digits here. Capitals do not matter.
enter-text-not-arrived = No text yet? That can take a minute. Does your phone have a signal?
enter-text-nothing-comes = Nothing after two minutes? Go back and check the number, or choose another way.
text-code = { $organisation }: code { $tag } is { $code }. It works for { $minutes } minutes. Did you not ask for it? Tell it to nobody.
text-explain = { $organisation }: somebody asked for a code for your account. It cannot be used there. Ask { $whom }.
