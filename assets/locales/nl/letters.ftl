# Brieven. Nooit een link: wie leert om links in zulke brieven te volgen, is makkelijk te bedriegen.

letter-sender = Wachtwoordkiosk namens { $organisation }
letter-greeting = Beste { $name },
letter-code-subject = { $organisation }: uw code { $tag }
letter-code-body =
    Dit is de code waarmee u in uw account bij { $organisation } komt.

    Code { $tag }: { $code }

    Typ de code waar u erom hebt gevraagd ({ $place }). { $minutes ->
        [one] Hij werkt 1 minuut, en maar één keer.
       *[other] Hij werkt { $minutes } minuten, en maar één keer.
    }
letter-code-when = Deze code is aangevraagd op { $when }. Hebt u later nog een code gevraagd? Dan werkt alleen de nieuwste brief.
letter-code-care = Geef deze code aan niemand. Niemand van de IT-afdeling vraagt u er ooit om. Hebt u niet om een code gevraagd? Dan hoeft u niets te doen: zonder de code komt niemand binnen.
letter-reset-subject = { $organisation }: uw wachtwoord is opnieuw ingesteld
letter-reset-body =
    Het wachtwoord van { $login } bij { $organisation } is opnieuw ingesteld.

    Wanneer: { $when }
    Waar: { $place }

    Was u dit? Dan is alles in orde en kunt u inloggen met uw nieuwe wachtwoord.
letter-first-password-subject = { $organisation }: uw wachtwoord is ingesteld
letter-first-password-body =
    Voor { $login } bij { $organisation } is een eerste wachtwoord gekozen.

    Wanneer: { $when }
    Waar: { $place }

    Was u dit? Dan is alles in orde en kunt u ermee inloggen.
letter-not-you = Was u dit niet? Dan gebruikt iemand anders misschien uw account. Neem meteen contact op met { $whom }.
letter-footer = Dit bericht is verstuurd namens { $organisation }. U kunt er niet op antwoorden.
letter-over-ssh = via SSH, { $place }
letter-explain-subject = { $organisation }: waarom u geen code krijgt
letter-explain-body = Iemand vroeg om een code om weer in uw account bij { $organisation } ({ $place }) te komen. Was u dat? Dan kunnen wij u die niet sturen.
letter-explain-elsewhere = Uw organisatie bewaart uw wachtwoord in een ander systeem. Vraag het aan uw IT-afdeling en zeg dat u uw wachtwoord opnieuw wilt instellen.
letter-explain-off = Uw account is uitgeschakeld. Een beheerder heeft dat gedaan en een nieuw wachtwoord helpt dan niet. Vraag het aan { $whom }.
letter-explain-not-for-you = Voor uw account kunt u hier geen nieuw wachtwoord kiezen. Vraag het aan { $whom }.
letter-explain-unregistered = U hebt nog niet vastgelegd waarmee wij kunnen nagaan dat u het bent. Vraag { $whom } om een wachtwoord voor u in te stellen en leg het vast zodra u binnen bent.
letter-explain-no-channel = De codes die uw account nodig heeft, kunnen daar niet worden verstuurd. Vraag { $whom } om uw wachtwoord opnieuw in te stellen.
letter-explain-not-you = Was u het niet? Dan hoeft u niets te doen.
letter-help-subject = { $organisation }: vraag om hulp { $number }
letter-help-lead = Iemand vroeg om hulp bij de wachtwoordkiosk van { $organisation }. De vraag heeft nummer { $number }.
letter-help-who = Wie: { $name }, gebruikers-ID { $login }. Die is ingetypt; u moet zelf nagaan of het klopt.
letter-help-nobody = Wie: niemand hier heeft de gebruikers-ID die is ingetypt.
letter-help-facts =
    Wanneer: { $when }
    Waar: { $place }, { $front }
    Taal: { $spoken }
    Kwam van de pagina: { $page }
    Code voor de helpdesk: { $support }
letter-help-hall = aan een terminal
letter-help-ssh = via SSH
letter-help-english = Engels
letter-help-dutch = Nederlands
letter-help-words = Er is ook een regel bij geschreven. Die staat hier niet, zodat niemand u in onze naam links kan sturen.
letter-help-how =
    Om die te lezen en de vraag af te sluiten, op een machine met de kiosk:
    kiosk admin request show { $number }
    kiosk admin request close { $number }
letter-help-care = Ga na met wie u praat voordat u iets voor iemand verandert. Wie belt en dit nummer noemt, heeft het alleen op een scherm gezien.
letter-user-id-subject = { $organisation }: uw gebruikers-ID
letter-user-id-lead = { $count ->
    [one] Iemand vroeg bij { $organisation } ({ $place }) welke gebruikers-ID bij dit adres hoort. Dat is:
   *[other] Iemand vroeg bij { $organisation } ({ $place }) welke gebruikers-ID's bij dit adres horen. Dat zijn:
}
letter-user-id-login = { $login }
letter-user-id-not-you = Was u het niet? Dan hoeft u niets te doen: alleen u hebt dit gekregen. Met een gebruikers-ID alleen komt niemand binnen.
