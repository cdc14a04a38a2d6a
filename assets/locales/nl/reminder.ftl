# Waaraan iemand die zich aanmeldt wordt herinnerd.

register-prompt-title = Een weg terug instellen
register-prompt-lead = Vergeet u uw wachtwoord, dan kunt u hier zelf een nieuw kiezen. { $count ->
    [one] Daarvoor hebt u nog één manier nodig om te laten zien dat u het bent.
   *[other] Daarvoor hebt u nog { $count } manieren nodig om te laten zien dat u het bent.
}
register-prompt-skips = { $times ->
    [one] U kunt dit nog één keer uitstellen, tot { $until }.
   *[other] U kunt dit nog { $times } keer uitstellen, tot { $until }.
}
register-prompt-no-skip = Uitstellen kan niet meer.
register-prompt-others = Ik wil een andere methode instellen
register-prompt-not-now = Nu niet

reconfirm-title = Klopt dit nog?
reconfirm-lead = Hiermee kunt u zelf een nieuw wachtwoord kiezen. Kunt u ze nog gebruiken, en niemand anders?
reconfirm-address = E-mail { $mask }
reconfirm-phone = Telefoon { $mask }
reconfirm-apps = { $count ->
    [one] 1 authenticator-app
   *[other] { $count } authenticator-apps
}
reconfirm-right = Dit klopt
reconfirm-change = Iets wijzigen

done-offer-missing = { $count ->
    [one] De volgende keer is daar nog een manier voor nodig om te laten zien dat u het bent.
   *[other] De volgende keer zijn daar nog { $count } manieren voor nodig om te laten zien dat u het bent.
}
done-offer-unconfirmed = U hebt lang niet gekeken naar uw manieren om weer binnen te komen. Kloppen ze nog?
done-offer-first = Stel een manier in om zelf weer binnen te komen, als u het ooit vergeet.
done-offer-set-up = Een weg terug instellen
done-offer-look = Mijn wegen terug bekijken
