# Letters. No links, ever: whoever learns to follow links in such letters is easily deceived.

letter-sender = Password kiosk on behalf of { $organisation }
letter-greeting = Dear { $name },
letter-code-subject = { $organisation }: your code { $tag }
letter-code-body =
    This is the code to get back into your account at { $organisation }.

    Code { $tag }: { $code }

    Type it where you asked for it ({ $place }). { $minutes ->
        [one] It works for 1 minute, and only once.
       *[other] It works for { $minutes } minutes, and only once.
    }

    Never give this code to anyone. Nobody of the IT staff will ever ask you for it. If you did not ask for a code, you need not do anything: nobody gets in without it.
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
letter-not-you = Was this not you? Then somebody else may be using your account. Contact the help desk straight away.
letter-footer = This message was sent on behalf of { $organisation }. You cannot answer it.
letter-explain-subject = { $organisation }: why you get no code
letter-explain-body = Somebody asked for a code to choose a new password for your account at { $organisation } ({ $place }). If that was you: we cannot send you one.
letter-explain-elsewhere = Your organisation keeps your password in another system. Ask your IT staff, and tell them that you want to reset your password.
letter-explain-off = Your account is switched off. An administrator did that, and a new password would not help. Ask the help desk.
letter-explain-not-for-you = Your account is not enabled for password reset. Ask the help desk.
letter-explain-unregistered = You have not registered what is needed to make sure that it is you. Ask the help desk to reset your password, and register once you are back in.
letter-explain-not-you = If it was not you, you need not do anything.
