# What can be done on a page, and the words that go with any page.

action-next = Next
action-finish = Finish
action-only-unlock = Keep my password
action-new-password = New password
action-resend = Send a new code
action-another = Another one
action-ask-question = Question
action-show-picture = Picture
action-another-way = Another way
action-try-again = Try again
action-keep-going = Keep going
action-yes-stop = Yes, stop
action-leave = Close
action-start-over = Back to the start
action-reveal = Show password
action-conceal = Hide password
action-back = Back
action-language = Nederlands
action-people = People
action-inbox = Inbox
action-stop = Stop
action-help = Help
action-more-time = More time
action-suggest = Suggest one for me
action-linear = Plain text for screen readers

tone-error = Error:
tone-good = Done:

date-and-time = { $day } { $month } { $year }, { $time }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
