# Letters. No links, ever: whoever learns to follow links in such letters is easily deceived.

letter-sender = Password kiosk on behalf of { $organisation }
letter-greeting = Dear { $name },
letter-code-subject = { $organisation }: your code { $tag }
letter-code-body =
    This is the code to get into your account at { $organisation }.

    Code { $tag }: { $code }

    Type it where you asked for it ({ $place }). { $minutes ->
        [one] It works for 1 minute, and only once.
       *[other] It works for { $minutes } minutes, and only once.
    }
letter-code-when = This code was asked for on { $when }. Did you ask again after that? Then only the newest letter works.
letter-code-care = Never give this code to anyone. Nobody of the IT staff will ever ask you for it. If you did not ask for a code, you need not do anything: nobody gets in without it.
letter-reset-subject = { $organisation }: your password has been reset
letter-reset-body =
    The password of { $login } at { $organisation } was reset.

    When: { $when }
    Where: { $place }

    Was this you? Then all is well, and you can sign in with your new password.
letter-first-password-subject = { $organisation }: your password is set
letter-first-password-body =
    A first password was chosen for { $login } at { $organisation }.

    When: { $when }
    Where: { $place }

    Was this you? Then all is well, and you can sign in with it.
letter-not-you = Was this not you? Then somebody else may be using your account. Contact { $whom } straight away.
letter-footer = This message was sent on behalf of { $organisation }. You cannot answer it.
letter-over-ssh = over SSH, { $place }
letter-explain-subject = { $organisation }: why you get no code
letter-explain-body = Somebody asked for a code to get into your account at { $organisation } ({ $place }). If that was you: we cannot send you one.
letter-explain-elsewhere = Your organisation keeps your password in another system. Ask your IT staff, and tell them that you want to reset your password.
letter-explain-off = Your account is switched off. An administrator did that, and a new password would not help. Ask { $whom }.
letter-explain-not-for-you = Your account is not enabled for password reset. Ask { $whom }.
letter-explain-unregistered = You have not registered what is needed to make sure that it is you. Ask { $whom } to set a password for you, and register once you are in.
letter-explain-no-channel = The codes that your account needs cannot be sent from there. Ask { $whom } to reset your password.
letter-explain-not-you = If it was not you, you need not do anything.
letter-help-subject = { $organisation }: request for help { $number }
letter-help-lead = Somebody asked for help at the password kiosk of { $organisation }. Their request has the number { $number }.
letter-help-who = Who: { $name }, user ID { $login }. They typed it; whether it is theirs is for you to find out.
letter-help-nobody = Who: nobody here has the user ID that they typed.
letter-help-facts =
    When: { $when }
    Where: { $place }, { $front }
    Language: { $spoken }
    Came from the page: { $page }
    Code for the help desk: { $support }
letter-help-hall = at a terminal
letter-help-ssh = over SSH
letter-help-english = English
letter-help-dutch = Dutch
letter-help-words = They also wrote a line. It is not repeated here, so that nobody can send you links in our name.
letter-help-how =
    To read it and to close the request, on a machine with the kiosk:
    kiosk admin request show { $number }
    kiosk admin request close { $number }
letter-help-care = Make sure whom you are talking to before you change anything for them. Whoever calls and names this number has only seen it on a screen.
letter-user-id-subject = { $organisation }: your user ID
letter-user-id-lead = { $count ->
    [one] Somebody asked at { $organisation } ({ $place }) which user ID belongs to this address. It is:
   *[other] Somebody asked at { $organisation } ({ $place }) which user IDs belong to this address. They are:
}
letter-user-id-login = { $login }
letter-user-id-not-you = Was it not you? Then you need not do anything: nobody but you was told. A user ID is not enough to get in.
