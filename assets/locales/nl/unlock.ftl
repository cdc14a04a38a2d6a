# Voor wie het wachtwoord weet en toch is buitengesloten.

goal-title = Wat is er gebeurd?
goal-lead = Kies wat er aan de hand is. Wij willen in elk geval eerst zeker weten dat u het echt bent.
goal-forgot = Ik ben mijn wachtwoord vergeten
goal-locked = Ik weet mijn wachtwoord, maar kan toch niet inloggen
choose-first-lead-unlock = Voordat wij uw account weer openen, willen wij zeker weten dat u het echt bent. Hoe wilt u dat laten zien?
unlock-ready = Wij weten dat u het bent. Druk op Enter en wij openen uw account.

done-unlock-title = Uw account is weer open
done-unlock-lead = { $login } is niet meer vergrendeld.
done-unlock-next = Log in met het wachtwoord dat u hebt. Gebruikt een telefoon of tablet nog een oud wachtwoord? Wijzig het daar, anders wordt uw account weer vergrendeld.

not-locked-title = Uw account was niet vergrendeld
not-locked-lead = { $login } was niet vergrendeld door verkeerde wachtwoorden. Er is dus iets anders mis.
not-locked-known = Uw wachtwoord is gebleven zoals het was, en { $login } is niet vergrendeld. U kunt er nu mee inloggen.
not-locked-keys = Misschien staat Caps Lock aan, of heeft het toetsenbord een andere taal. Of uw wachtwoord is net gewijzigd: gebruik dan het nieuwe.
not-locked-other = Helpt niets? Kies dan nu een nieuw wachtwoord. U hoeft niets opnieuw te laten zien.

letter-unlock-subject = { $organisation }: uw account is ontgrendeld
letter-unlock-body =
    Het account { $login } bij { $organisation } was vergrendeld na verkeerde wachtwoorden en is weer geopend. Het wachtwoord is hetzelfde gebleven.

    Wanneer: { $when }
    Waar: { $place }

    Was u dit? Dan is alles in orde en kunt u inloggen met uw wachtwoord.
