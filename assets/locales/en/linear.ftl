# The plain-text drawing, for screen readers and scripts. Each line is heard, so it is short and says the
# most important thing first.

linear-how-lines = This is plain text. Answer what is asked, and press Enter.
linear-how-words = The words help and repeat always work; back, more time and stop where something can be left. Where you type an answer, begin a word with a slash: /help.
linear-how-drawing = For the drawn pages again, say full screen or press F9.
linear-enter = Enter: { $action }.
linear-enter-last = Enter after the last one: { $action }.
linear-words = You can also type: { $words }.
linear-remedy = Type { $word }.
linear-number-or = { $count ->
    [one] Type 1, or: { $words }.
   *[other] Type a number, or: { $words }.
}
linear-previous = /previous (the answer before)
linear-numbers = A number behind a slash chooses, such as /1.
linear-choice = Your choice
linear-go-on = Enter, or a word
linear-field-of = { $number } of { $count }
linear-hidden = hidden while you type
linear-not-hidden = not hidden while you type
linear-filled = filled in
linear-now = now: { $text }
linear-characters = { $count ->
    [one] 1 character.
   *[other] { $count } characters.
}
linear-rules = The password has to be:
linear-missing = It will not be accepted like this. It has to be: { $rules }.
linear-complaint-repeat = The two are not the same. Type the second one again, or /previous to begin with the first.
linear-suggest-repeat = The two are not the same. Type the one we suggested, dashes too, or /previous to choose your own.
linear-suggest-repeat-hint = Type the suggested one here, dashes too. Rather one of your own? Type /previous.
linear-sheet-paper-hint = /back shows the codes once more.
linear-identify-unknown-forgot = We don't know the user ID "{ $typed }". Check the spelling, or type /forgot if you forgot it.
linear-kept = What you typed before is kept: Enter alone leaves it as it is, and what you type takes its place.
linear-begun = What you began to type is still there. Go on.
linear-begun-drawn = What you began to type on the drawn page is not on this line. Type it from its beginning.
linear-too-long = That is too long, so nothing of it was used. Type it again, shorter.
linear-once-more = Type the same once more, as you do not see it.
linear-unlike = The two were not the same. Type it again, twice.
linear-no-word = We know no such word here. What begins with a slash is a word for this program: say /help for help. If your answer begins with a slash, type two.
linear-no-choice-over = { $count ->
    [one] That is no number and no word of this page. Type 1, or { $word }.
   *[other] That is no number and no word of this page. Type a number from 1 to { $count }, or { $word }.
}
linear-no-choice = { $count ->
    [one] That is no number and no word of this page. Type 1.
    [2] That is no number and no word of this page. Type 1 or 2.
   *[other] That is no number and no word of this page. Type a number from 1 to { $count }.
}
linear-taken = We took "{ $word }" as your answer. Where an answer is typed, the word is /{ $word }.
linear-word-or-answer = "{ $word }" is one of our words. Type /{ $word } if you mean that, or type it again to send it.
linear-sent-again = older codes no longer work.
linear-no-drawing = Here there is only plain text.
linear-own-password = A password of your own
linear-kept-offered = Type your own. Enter alone keeps the one we suggested.
linear-taken-hidden = That is one of our words too. We took it as your answer. For the word, type a slash first, such as /help.
linear-spoken = This is English already.
linear-no-action = That is no word that works here. Press Enter, or say repeat.
linear-not-here = We know what you mean, but on this page it does nothing.
linear-stop-asked = We have just asked you that. Type yes to stop, or press Enter to keep going.
linear-more-time = There is no hurry now. A warning comes before anything is wiped.
linear-not-taken = What you typed only answered the warning. Your line is empty.
linear-typed-ahead = You typed more than we can keep while we are busy. Nothing of it was taken.
linear-ended = The input has ended, and so has this visit.
linear-echoed = Here everything can be read as you type it, passwords too. To type them unseen, stop and connect with: TERM=dumb ssh -t host
linear-still-there = What you typed can still be read here. Close this terminal before you walk away.
linear-agree = Type yes to go on all the same, or stop
linear-agree-first = Nothing was taken. Type yes to go on, or stop.
linear-no-terminal = Like this everything could be read as you type it, passwords too, so this kiosk stays closed. Connect with: ssh -t host (for plain text: TERM=dumb ssh -t host)
linear-out-of-order = We cannot help you right now. Something is wrong on our side, and it is not your fault. Try again later, or ask your help desk.
linear-letters = { $count ->
    [one] 1 new letter. The word for it is /inbox.
   *[other] { $count } new letters. The word for them is /inbox.
}
linear-text = A text message has come. The word for it is /inbox.

# The words themselves, separated by commas; the first is the one that is told. Words of both languages
# work in both, apart from those for the language.

command-next = next, go on
command-finish = finish, next
command-resend = resend, new code, send
command-another = another, another one
command-ask-question = question
command-another-way = other, another way, other way, back
command-try-again = again, try again, retry
command-agree = yes, yes please, go on
command-keep-going = keep going, go on, more time, no, back
command-yes-stop = yes, yes stop, stop, quit, sign out, log out
command-leave = close, start
command-start-over = start, back to the start, start over
command-back = back
command-only-unlock = keep, keep my password
command-new-password = new, new password
command-sign-out = sign out, log out
command-suggest = suggest
command-ask-help = administrator, help desk, contact
command-send-request = submit, send
command-forgot-user-id = forgot
command-language = nederlands, dutch, language, taal
command-people = people
command-inbox = inbox, letters, mail
command-stop = stop, quit, exit
command-help = help, words
command-repeat = repeat, say again
command-more-time = more time, time
command-previous = previous
command-drawing = full screen, fullscreen, screen
