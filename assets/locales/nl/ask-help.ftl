# Een beheerder om hulp vragen, en een vergeten gebruikers-ID. Gewone woorden, korte zinnen, geen verwijten.

action-ask-help = Neem contact op met uw beheerder
action-ask-help-short = Contact
action-reveal-short = Toon
action-conceal-short = Verberg
action-send-request = Verzenden
action-forgot-user-id = Gebruikers-ID vergeten?

start-ask-for-help = Ik wil om hulp vragen

help-request-title = Om hulp vragen
help-request-lead = Wij vragen een beheerder om u te helpen. U krijgt een nummer voor uw vraag.
help-request-for = Uw gebruikers-ID: { $login }
help-request-login = Uw gebruikers-ID, of uw naam als u die niet weet
help-request-words = Wat is er aan de hand? U mag dit leeg laten.
help-request-care = Schrijf hier nooit een wachtwoord of een code op.
help-request-empty = Typ eerst uw gebruikers-ID of uw naam.
help-request-enough = Er is al een paar keer om hulp gevraagd. Vanaf { $until } kunt u het weer vragen.
help-request-mail = Schrijf naar de helpdesk van uw organisatie, vanaf een adres dat u nog kunt lezen:
help-request-web = Uw organisatie helpt u op deze pagina. Open die op uw telefoon:
help-request-place = { $place }
help-sent-title = Uw vraag is onderweg
help-sent-number = uw vraag heeft nummer { $number }.
help-sent-next = Schrijf het nummer op. Een beheerder bekijkt uw vraag. Noem het nummer als u belt of langskomt.
help-sent-next-alone = Schrijf het nummer op. Een beheerder bekijkt uw vraag en zal ernaar vragen.
help-sent-back = Druk op Enter om verder te gaan waar u was.

forgot-user-id-title = Uw gebruikers-ID vinden
forgot-user-id-lead = Typ het e-mailadres dat uw organisatie van u heeft. Als wij het kennen, sturen wij uw gebruikers-ID daarheen.
forgot-user-id-field = E-mailadres
forgot-user-id-empty = Typ eerst uw e-mailadres.
forgot-user-id-odd = Dat is geen heel e-mailadres. Het ziet eruit als naam@example.org.
forgot-user-id-enough = Wij hebben zo vaak naar dit adres geschreven als mag, als wij het kennen. Vanaf { $until } kunt u het weer vragen.
user-id-sent-title = Kijk in uw mailbox
user-id-sent-lead = Hoort { $address } bij een account hier? Dan is er een brief met uw gebruikers-ID onderweg naar dat adres.
user-id-sent-wait = Na twee minuten nog niets? Kijk bij ongewenste mail, of probeer een ander adres. Wij kunnen alleen schrijven naar een adres dat wij kennen.

enter-code-slow-on-file = { $again ->
    [0] Na twee minuten nog niets? Kijk bij ongewenste mail, kies een andere manier of vraag uw beheerder. Wij sturen alleen naar bekende adressen.
   *[other] Na twee minuten nog niets? Kijk bij ongewenste mail, vraag een nieuwe code, kies een andere manier of vraag uw beheerder. Wij sturen alleen naar bekende adressen.
}
enter-code-slow = { $again ->
    [0] Nog niets? Kijk bij ongewenste mail, kies een andere manier of neem contact op met uw beheerder.
   *[other] Nog niets? Kijk bij ongewenste mail, vraag een nieuwe code, kies een andere manier of neem contact op met uw beheerder.
}
enter-code-slow-alone = { $again ->
    [0] Nog niets? Kijk bij ongewenste mail of neem contact op met uw beheerder.
   *[other] Nog niets? Kijk bij ongewenste mail, vraag een nieuwe code of neem contact op met uw beheerder.
}
enter-code-slow-address = { $again ->
    [0] Nog niets? Kijk bij ongewenste mail, of ga terug en typ het adres opnieuw.
   *[other] Nog niets? Kijk bij ongewenste mail, vraag een nieuwe code, of ga terug en typ het adres opnieuw.
}
unavailable-when = Zeg daar waar en wanneer: { $place }, { $when }.
