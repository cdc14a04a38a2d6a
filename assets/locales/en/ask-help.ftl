# Asking an administrator, and a user ID that was forgotten. Plain words, short sentences, no blame.

action-ask-help = Contact your administrator
action-ask-help-short = Ask us
action-reveal-short = Show
action-conceal-short = Hide
action-send-request = Submit
action-forgot-user-id = Forgot your user ID?

start-ask-for-help = I want to ask for help

help-request-title = Ask for help
help-request-lead = We ask an administrator to help you. You get a number for your request.
help-request-for = Your user ID: { $login }
help-request-login = Your user ID, or your name if you do not know it
help-request-words = What is the matter? You may leave this empty.
help-request-care = Never write a password or a code here.
help-request-empty = Type your user ID or your name first.
help-request-enough = Help was asked for several times already. You can ask again from { $until }.
help-request-mail = Write to the help desk of your organisation, from any address that you can still read:
help-request-web = Your organisation helps you on this page. Open it on your phone:
help-request-place = { $place }
help-sent-title = Your request is on its way
help-sent-number = your request has number { $number }.
help-sent-next = Write the number down. An administrator looks at your request. Have the number ready when you call or come by.
help-sent-next-alone = Write the number down. An administrator looks at your request and will ask for it.
help-sent-back = Press Enter to go on where you were.

forgot-user-id-title = Find your user ID
forgot-user-id-lead = Type the email address that your organisation has of you. If we know it, we send your user ID there.
forgot-user-id-field = Email address
forgot-user-id-empty = Type your email address first.
forgot-user-id-odd = That is not a whole email address. It looks like name@example.org.
forgot-user-id-enough = We have written to this address as often as we may, if we know it. You can ask again from { $until }.
user-id-sent-title = Look in your mailbox
user-id-sent-lead = If { $address } belongs to an account here, a letter with your user ID is on its way to it.
user-id-sent-wait = Nothing after two minutes? Look in your spam folder, or try another address. We can only write to an address that we know.

enter-code-slow-on-file = { $again ->
    [0] Nothing after two minutes? Look in your spam folder, choose another way, or contact your administrator. We only send to addresses that we know.
   *[other] Nothing after two minutes? Look in your spam folder, send a new code, choose another way, or contact your administrator. We only send to addresses that we know.
}
enter-code-slow = { $again ->
    [0] Nothing yet? Look in your spam folder, choose another way, or contact your administrator.
   *[other] Nothing yet? Look in your spam folder, send a new code, choose another way, or contact your administrator.
}
enter-code-slow-alone = { $again ->
    [0] Nothing yet? Look in your spam folder, or contact your administrator.
   *[other] Nothing yet? Look in your spam folder, send a new code, or contact your administrator.
}
enter-code-slow-address = { $again ->
    [0] Nothing yet? Look in your spam folder, or go back and type the address again.
   *[other] Nothing yet? Look in your spam folder, send a new code, or go back and type the address again.
}
unavailable-when = Tell them where and when: { $place }, { $when }.
