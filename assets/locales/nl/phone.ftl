# Sms-berichten naar mobiele telefoons.

choose-sms = Sms-bericht naar mijn telefoon verzenden ({ $mask })
choose-sms-on-file = Sms-bericht naar mijn telefoon verzenden
choose-phone-dead = Te veel nummers waren fout, of het duurde te lang. Kies opnieuw hoe u laat zien dat u het bent.
choose-phone-wrong = Dat was niet het nummer. Kies opnieuw hoe u laat zien dat u het bent.
confirm-phone-title = Typ uw telefoonnummer
confirm-phone-lead = Wij sturen een sms met een code naar { $mask }. Typ eerst het hele nummer, om te laten zien dat het van u is.
confirm-phone-lead-on-file = Typ het hele nummer van uw mobiele telefoon. Is het het nummer dat wij van u hebben, dan sturen wij er een sms met een code naartoe.
confirm-phone-field = Mobiel nummer
confirm-phone-hint = Met of zonder het land, spaties en streepjes.
confirm-phone-hint-abroad = Met + en het land ervoor, zoals +31.
phone-wrong = { $tries ->
    [one] Dat is niet het nummer dat wij van u hebben. U kunt het nog één keer proberen.
   *[other] Dat is niet het nummer dat wij van u hebben. U kunt het nog { $tries } keer proberen.
}
phone-unchanged = Dit is het nummer dat niet goed was. Verbeter het eerst.
phone-empty = Typ eerst uw telefoonnummer.
phone-letters = In een telefoonnummer staan geen letters. Typ alleen cijfers.
phone-extension = Typ het nummer zonder toestelnummer erachter.
phone-too-long = Dat is te lang voor een telefoonnummer. Typ het opnieuw.
phone-too-short = Dat is te kort. Typ het hele nummer, vanaf het eerste cijfer.
phone-no-country = Begin met + en het land, zoals +31.
phone-no-number = Dat is geen telefoonnummer. Typ cijfers, eventueel met een + ervoor.
enter-text-lead = Wij hebben een sms met code { $tag } gestuurd naar { $mask }. Typ de cijfers hier.
enter-text-lead-long = Wij hebben een sms met code { $tag } gestuurd naar { $mask }. Typ de 12 letters en cijfers hier. Hoofdletters maken niet uit.
enter-text-lead-on-file = Is dat het nummer dat wij van u hebben, dan is er een sms met code { $tag } onderweg. Typ de cijfers hier.
enter-text-lead-long-on-file = Is dat het nummer dat wij van u hebben, dan is er een sms met code { $tag } onderweg. Typ de 12 letters en cijfers hier. Hoofdletters maken niet uit.
enter-text-not-arrived = Nog geen sms? Dat kan een minuut duren. Heeft uw telefoon bereik?
enter-text-nothing-comes = Na twee minuten niets? Ga terug en controleer het nummer, of kies een andere manier.
text-code = { $organisation }: code { $tag } is { $code }. Hij werkt { $minutes } minuten. Niet om gevraagd? Geef hem aan niemand.
text-explain = { $organisation }: iemand vroeg een code voor uw account. Die is daar niet te gebruiken. Vraag het aan { $whom }.
