# Security keys, which sign on the visitor's own machine.

choose-security-key = Sign with my security key
way-security-key = the security key
choose-signature-dead = We could not use that signature. Choose again how you show that it is you.

sign-key-title = Sign with your security key
sign-key-lead = Run this on your own computer, and touch your key when it asks for that.
sign-key-field = Paste what it prints, BEGIN to END
sign-key-hint = Is your key in id_ecdsa_sk or another file? Put that behind -f.
sign-key-open = We wait for the line with END. Press Enter twice if it does not come.
sign-key-open-still = We wait for the line with END. Press Enter if it does not come.
signature-empty = Paste the signature first.
signature-none = That is not a signature. A signature begins with -----BEGIN SSH SIGNATURE-----.
signature-half = That is only a part of a signature. Paste all lines, from BEGIN to END.
signature-unreadable = That is not a signature, or some of it is missing. Run the command again, and paste all lines.
signature-other-namespace = That was signed for something else. Leave -n { $namespace } in the command as it is.
signature-other-text = That is a signature of something else. Copy the command from this page: it is another one each time.
signature-untouched = Nobody touched the key for that signature. Run the command again, and touch the key when it asks for that.
signature-other-key = That key is not registered here. Put the file of the key that you registered behind -f.
signature-counter = We took a newer signature of this key before: there may be a copy of it. Run the command again. Does it stay so? Tell an administrator.

methods-add-key = Add a security key
methods-add-another-key = Add another security key
method-key = Security key { $name } ({ $good })
method-key-numbered = Security key { $number } ({ $good })
method-only-key = Security key ({ $good })
remove-key-lead = Security key { $name }. What would you like to do with it?
remove-key-numbered-lead = Security key { $number }. What would you like to do with it?
remove-only-key-lead = Your security key. What would you like to do with it?
changed-key-added = your security key counts from now on.
changed-key-removed = your security key was removed.
changed-key-removed-named = the security key { $name } was removed.
changed-key-removed-numbered = the security key that was number { $number } was removed.
reconfirm-keys = { $count ->
    [one] 1 security key
   *[other] { $count } security keys
}
letter-registration-key-added = A security key was added.
letter-registration-key-removed = A security key was removed.
settings-key-not-here = To open these we ask for your security key, and nobody can use one at this terminal. Come over SSH, from your own computer.
unfit-known-key = That key is in your list already. Take another one.

add-key-lead = Paste the public line of your security key: all that stands in the file id_ed25519_sk.pub or id_ecdsa_sk.pub, in the folder .ssh on your own computer. No such file? This makes one: ssh-keygen -t ed25519-sk
add-key-field = Public line
add-key-hint = It begins with sk- and is no secret.
add-key-sign-lead = Now show that you have it: run this on your own computer, and touch your key.
add-key-sign-hint = Is your key in another file? Then change what stands behind -f.
add-key-other = Another key signed that. Put the file of the key that you are adding behind -f.
key-line-empty = Paste the line of your key first.
key-line-secret = That is the secret file: nobody should see it. Paste the one whose name ends in .pub.
key-line-ordinary = That is an ordinary key ({ $algorithm }): whoever copies its file has it. Here only keys count that one touches: sk-ssh-ed25519 and sk-ecdsa.
key-line-none = That is not the public line of a security key. Such a line begins with sk-ssh-ed25519 or sk-ecdsa.

stop-key-not-here-lead = It takes your security key to let you in, and nobody can use one at this terminal.
stop-key-not-here-why = You did nothing wrong: without it you have too few other ways.
stop-key-not-here-remedy = Come over SSH from your own computer. Or ask an administrator for help.
letter-explain-key-not-here = It takes your security key, and nobody can use one at that terminal. Come over SSH from your own computer, or ask { $whom }.

help-sign-key = Open a terminal on your own computer, copy the command from here, and press Enter there. Touch your key when it blinks. Then copy what was printed, and paste it here.
help-sign-key-stuck = Does marking not work with the mouse? Hold down Shift. With F9 the command stands in one line. On Windows, PowerShell takes it in one line only. Is your key not with you? Go back and choose another way.
help-sign-key-plain = The command stands in one line: copy all of it. On Windows it runs in PowerShell. Is your key not with you? Go back and choose another way.
help-add-key-sign-plain = The command stands in one line: copy all of it. On Windows it runs in PowerShell. The key counts as soon as it has signed.
help-add-key = A security key is a small device that you touch. OpenSSH keeps its public line in a file on your own computer. Copy that line, and paste it here.
help-add-key-stuck = No such file? Put the key in, and type this on your own computer: ssh-keygen -t ed25519-sk. Is it an old one? Then type ecdsa-sk in the place of ed25519-sk.
help-add-key-sign = Open a terminal on your own computer, copy the command from here, and press Enter there. Touch your key when it blinks. Then copy what was printed, and paste it here.
help-add-key-sign-stuck = Does marking not work with the mouse? Hold down Shift. With F9 the command stands in one line. On Windows, PowerShell takes it in one line only. The key counts as soon as it has signed.
help-stop-key-not-here = Your security key signs on your own computer, and what it signs is pasted. At this terminal nobody can paste.
help-stop-key-not-here-stuck = Come over SSH from your own computer. Or ask whoever looks after your account: they can make sure of you in another way.
