# Voor wie het wachtwoord weet.

action-sign-out = Uitloggen

start-change = Ik wil mijn wachtwoord wijzigen
start-my-account = Mijn account en hoe ik toon wie ik ben

sign-in-title = Inloggen
sign-in-lead-change = Om uw wachtwoord te wijzigen, typt u eerst het wachtwoord dat u nu hebt.
sign-in-lead-account = Om uw account te zien, logt u eerst in met uw wachtwoord.
sign-in-password = Wachtwoord
sign-in-empty = Typ eerst uw wachtwoord.
sign-in-wrong = De gebruikers-ID of het wachtwoord klopt niet. Kijk beide na, en of Caps Lock aan staat.
sign-in-wrong-few = { $tries ->
    [one] De gebruikers-ID of het wachtwoord klopt niet. Kijk beide na. U kunt het nog één keer proberen.
   *[other] De gebruikers-ID of het wachtwoord klopt niet. Kijk beide na. U kunt het nog { $tries } keer proberen.
}
sign-in-again = Dat duurde langer dan 15 minuten, of uw wachtwoord is gewijzigd. Log opnieuw in.
blocked-lead-sign-in = Er waren te veel verkeerde wachtwoorden. U kunt hier weer inloggen vanaf { $until }.
blocked-why-sign-in = Zo voorkomen wij dat vreemden raden.
blocked-remedy-sign-in = Bent u uw wachtwoord vergeten? Ga terug naar het begin en kies "Ik kan niet inloggen". Daarvoor hoeft u niet te wachten.
blocked-lead-changes = In dit account is in korte tijd veel gewijzigd. Vanaf { $until } kunt u weer wijzigen.
blocked-why-changes = Zo kan niemand u met berichten over wijzigingen bestoken. Uw wachtwoord is nog hetzelfde.

my-account-title = Mijn account
my-account-lead = Dag { $name }. Wat wilt u doen?
my-account-change = Mijn wachtwoord wijzigen
my-account-language = Onze brieven in een andere taal krijgen (nu { $language })
my-account-no-language = Onze brieven krijgen in de taal van deze pagina
my-account-language-set = vanaf nu zijn onze brieven in het { $language }.
language-english = Engels
language-dutch = Nederlands

done-change-title = Uw wachtwoord is gewijzigd
done-change-lead = { $login } heeft een nieuw wachtwoord.
done-change-next = Log vanaf nu in met het nieuwe wachtwoord. Uw telefoon en andere apparaten vragen er ook om.

letter-change-subject = { $organisation }: uw wachtwoord is gewijzigd
letter-change-body =
    Het wachtwoord van { $login } bij { $organisation } is gewijzigd door iemand die het vorige wist.

    Wanneer: { $when }
    Waar: { $place }

    Was u dit? Dan is alles in orde.
