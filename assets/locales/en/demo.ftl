# What stands beside the page in the demo. A line of the card with the people has 62 columns, a
# caption 78.

demo-people-title = People of { $organisation }
demo-people-lead = They are imaginary, and forgot their password, "{ $password }". Type one of these names as the user ID:
demo-one-gate = one proof is enough: a code by mail
demo-two-gates = two proofs: a code by mail, then one from the app
demo-app-only = the app, or recovery code { $code }
demo-addresses = several addresses, and a text to { $number }
demo-locked = locked after wrong passwords; a reset opens the account
demo-unregistered = has not registered enough to prove anything
demo-elsewhere = another system keeps this password
demo-disabled = switched off by an administrator
demo-out-of-scope = password reset is not open to this person
demo-administrator = an administrator: always two proofs
demo-prefers-dutch = prefers Dutch: the notice at the end comes in Dutch
demo-new-hire = new here, never had a password; has a very long name
demo-questions = two proofs: a code by mail, then three of these questions
demo-answer = { $question } { $answer }
demo-close-people = Close: F4

demo-phone-title = Phone: codes of the apps
demo-text-to = Text to { $number }, { $time }:
demo-inbox-title = Inbox of everybody
demo-inbox-empty = No letters yet. They arrive here, whoever they are for.
demo-letter-from = From: { $name }
demo-letter-to = To: { $address }, { $time }
demo-letters = All letters (choose with the arrow keys)
demo-more = More: F5
demo-close-inbox = Close: F5
demo-new-letters = { $count ->
    [one] 1 new letter: F5
   *[other] { $count } new letters: F5
}

demo-paused = Paused. Space goes on; with any other key you take over.
demo-play-welcome = This plays by itself. Space pauses; with any other key you take over.
demo-play-people = F4 shows the people of the demo. Today we are "{ $login }".
demo-play-start = We forgot our password, so we choose 1.
demo-play-identify = First we say who we are.
demo-play-riddle = A riddle keeps programs out: we type the characters that we see.
demo-play-goal = We forgot our password, so we choose 1 again.
demo-play-riddle-told = A riddle keeps programs out. In plain text it is a question.
demo-play-letter-told = The letter is there. F5, or the word inbox, tells it.
demo-play-password-told = Some words in a row. What we type is not shown.
demo-play-first-gate = Now we prove it. First with a code by mail.
demo-play-letter = The letter is there. F5 shows the inbox; a wide window always does.
demo-play-code = We type the code from the letter.
demo-play-second-gate = This account needs a second proof, of another kind: the app.
demo-play-phone = F5 shows the phone too, with the code of our app.
demo-play-next-code = Each code works only once, so we wait for the next one.
demo-play-password = Some words in a row. F8 shows what we type, and the rules tick along.
demo-play-repeat = The same again, against slips of the finger.
demo-play-done = That was all: the new password works at once.
demo-play-verified = Checked: the store takes the new password and refuses the old one.
demo-play-start-locked = Our account is locked, so we choose 1.
demo-play-goal-locked = We know our password, so we choose 2: we keep it.
demo-play-done-unlock = That was all: the account is open, and the password the same.
demo-play-start-change = We know our password and want another, so we choose 2.
demo-play-sign-in = First the password that we have.
demo-play-start-help = We cannot sign in, so we choose 1.
demo-play-stopped = We have registered nothing to prove it with. F3 asks an administrator.
demo-play-help = We may say what is the matter, and where they find us.
demo-play-done-help = The number of the request is what we name when we call.
demo-play-verified-unlock = Checked: the store takes the password, and the account is open.
demo-play-verified-help = Checked: the request is there for an operator to read.
demo-play-start-register = We want a second way to get back in, so we choose 3.
demo-play-my-account = We choose 2: our ways to prove who we are.
demo-play-guarded = Who changes these first proves to be more than a password.
demo-play-methods = Here is what we have. A phone is another device, so we add an app.
demo-play-scan = The phone scans the picture, and shows a code at once: F5.
demo-play-scan-told = We type the key into the app, and it shows a code at once: F5.
demo-play-registered = The code was right, so the app counts. Our addresses are told of it.
demo-play-done-register = That was all: the app gets us back in from now on.
demo-play-verified-register = Checked: the store has the app, and its next code proves who we are.
demo-play-start-remind = We are just signing in, to look at our account: 3.
demo-play-reminded = One way back in is missing. We have no time for it, so we choose 3.
demo-play-put-off = That was put off: it may be, a few times and for some days.
demo-play-verified-remind = Checked: the store has counted that it was put off once.
demo-play-start-sheet = We sign in again, and choose 3 as before.
demo-play-reminded-again = We are asked again. We have no app, so we want another way: 2.
demo-play-others = Recovery codes need a pen and nothing else: 2.
demo-play-sheet = Ten codes, shown only once. We copy all of them onto paper.
demo-play-paper = To show that they are on paper, we type the end of the last one.
demo-play-sheet-counts = The sheet counts, and nothing is missing any more.
demo-play-done-sheet = That was all: each code gets us back in once.
demo-play-verified-sheet = Checked: the store has the ten codes that are on our paper.
