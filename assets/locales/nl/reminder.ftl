# Waaraan iemand die zich aanmeldt wordt herinnerd.

register-prompt-title = Zorg dat u altijd weer binnenkomt
register-prompt-lead = Vergeet u uw wachtwoord, dan kunt u hier zelf een nieuw kiezen. { $count ->
    [one] Daarvoor hebt u nog één manier nodig om te laten zien dat u het bent.
   *[other] Daarvoor hebt u nog { $count } manieren nodig om te laten zien dat u het bent.
}
register-prompt-skips = { $times ->
    [one] U kunt dit nog één keer uitstellen, tot { $until }.
   *[other] U kunt dit nog { $times } keer uitstellen, tot { $until }.
}
register-prompt-no-skip = Uitstellen kan niet. Uw wachtwoord wijzigen kan wel: log uit en kies dat op de eerste pagina.
register-prompt-used-up = Uitstellen kan niet meer. Uw wachtwoord wijzigen kan wel: log uit en kies dat op de eerste pagina.
register-prompt-still = Dat is nog niet genoeg.
register-prompt-others = Ik wil een andere methode instellen
register-prompt-not-now = Nu niet

reconfirm-title = Klopt dit nog?
reconfirm-lead = Hiermee kunt u zelf een nieuw wachtwoord kiezen. Kunt u dit allemaal nog gebruiken, en kan niemand anders dat?
reconfirm-address = E-mail naar { $mask }
reconfirm-address-only = E-mail naar { $mask } (telt nog niet)
reconfirm-address-first = E-mail naar { $mask } (codes gaan hier het eerst heen)
reconfirm-address-of-house = E-mail naar { $mask } (van uw organisatie; krijgt codes zolang u het kunt lezen, maar telt niet)
reconfirm-address-of-house-first = E-mail naar { $mask } (van uw organisatie; krijgt codes het eerst zolang u het kunt lezen, maar telt niet)
reconfirm-address-of-house-only = E-mail naar { $mask } (van uw organisatie; telt niet)
reconfirm-phone = Telefoon: { $mask }
reconfirm-apps = { $count ->
    [one] 1 authenticator-app
   *[other] { $count } authenticator-apps
}
reconfirm-answers = { $count ->
    [one] Beveiligingsvragen: 1 antwoord
   *[other] Beveiligingsvragen: { $count } antwoorden
}
reconfirm-sheet = { $count ->
    [one] Herstelcodes op papier: nog 1 over
   *[other] Herstelcodes op papier: nog { $count } over
}
reconfirm-right = Dit klopt
reconfirm-change = Iets wijzigen

done-offer-missing = { $count ->
    [one] Vergeet u uw wachtwoord, dan hebt u nog één manier nodig om te laten zien dat u het bent.
   *[other] Vergeet u uw wachtwoord, dan hebt u nog { $count } manieren nodig om te laten zien dat u het bent.
}
done-offer-unconfirmed = U hebt lang niet gekeken naar uw manieren om weer binnen te komen. Kloppen ze nog?
done-offer-first = U kunt een extra manier toevoegen om weer binnen te komen, als u uw wachtwoord ooit vergeet.
done-offer-set-up = Regelen dat ik weer binnenkom
done-offer-look = Bekijken hoe ik weer binnenkom
done-offer-add = Een extra manier toevoegen
