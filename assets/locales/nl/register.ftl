# Wat iemand heeft vastgelegd om aan te tonen wie hij is.

my-account-methods = Mijn manieren om te tonen dat ik het ben
choose-settings-lead = Toon eerst dat u het echt bent. Daarna kunt u deze instellingen wijzigen.
choose-settings-code = { $count ->
    [one] Dat kost de laatste code van uw blad. Maak daarna een nieuw blad.
   *[other] Elke keer kost dat één code van uw blad. Er zijn er nog { $count }.
}
choose-settings-lost = Wij vragen om de veiligste manier die u hebt. Bent u die kwijt? Dan helpt de helpdesk u:
choose-settings-lost-ask = Wij vragen om de veiligste manier die u hebt. Bent u die kwijt? Vraag het aan degene die uw account beheert.
settings-opening = Een ogenblik: wij zoeken op wat u hebt vastgelegd.

methods-title = Uw manieren om te tonen dat u het bent
methods-lead = Zo komt u weer binnen. Kies wat u wilt wijzigen, of voeg iets toe.
methods-lead-not-open = Kies wat u wilt wijzigen, of voeg iets toe.
methods-missing = { $count ->
    [one] Vergeet u uw wachtwoord, dan hebt u nog één manier nodig, van een andere soort dan hier staat.
   *[other] Vergeet u uw wachtwoord, dan hebt u nog { $count } manieren nodig, van andere soorten dan hier staan.
}
methods-missing-stuck = Om zelf een nieuw wachtwoord te kiezen, is meer nodig dan u hier kunt toevoegen. Vraag het een beheerder.
methods-missing-key = Om zelf een nieuw wachtwoord te kiezen hebt u ook een beveiligingssleutel nodig. Hier kan niemand er een toevoegen: kom via SSH, vanaf uw eigen computer.
methods-none = U hebt nog geen manier om weer binnen te komen. Kies wat u wilt toevoegen.
methods-none-own = U hebt nog niets toegevoegd. Kies wat u wilt toevoegen.
methods-none-missing = { $count ->
    [one] Vergeet u uw wachtwoord, dan hebt u één manier nodig.
   *[other] Vergeet u uw wachtwoord, dan hebt u { $count } manieren nodig, van verschillende soort.
}
methods-not-open = Zelf een nieuw wachtwoord kiezen staat hier niet voor u open. Wat u vastlegt, telt zodra dat wel zo is.
methods-enough = Dat is genoeg. Nog een, van een andere soort, is verstandig: soms raakt iets zoek.
methods-enough-app = Dat is genoeg. Een tweede app, op een ander apparaat, is verstandig: soms raakt iets zoek.
methods-enough-address = Dat is genoeg. Nog een adres, bij een andere aanbieder, is verstandig: soms raakt iets zoek.
methods-enough-alone = Dat is genoeg.
methods-spare = Dat is genoeg, en u hebt een reserve.
methods-seen = U en beheerders zien uw adressen. Niemand ziet uw antwoorden.
methods-seen-addresses = U en beheerders zien uw adressen.
methods-seen-answers = Niemand ziet uw antwoorden.
methods-phones = Sms naar { $masks } (van uw organisatie)
methods-phones-only = Telefoon: { $masks } (van uw organisatie; telt niet)
methods-of-house = E-mail naar { $masks } (kan codes krijgen; telt niet)
methods-of-house-only = E-mail naar { $masks } (van uw organisatie; telt niet)
method-address = E-mail naar { $mask } ({ $good })
method-address-first = E-mail naar { $mask } ({ $good }; codes gaan hier het eerst heen)
method-directory = E-mail naar { $mask } (van uw organisatie; kies dit om te tonen dat het van u is)
method-directory-only = E-mail naar { $mask } (van uw organisatie; telt nog niet)
method-only-app = Authenticator-app ({ $good })
method-app = Authenticator-app { $number } ({ $good })
method-app-since = Authenticator-app { $number }, sinds { $since } ({ $good })
method-questions = { $count ->
    [one] Beveiligingsvragen: 1 antwoord ({ $good })
   *[other] Beveiligingsvragen: { $count } antwoorden ({ $good })
}
good-for-both = nieuw wachtwoord, deze instellingen
good-for-password = nieuw wachtwoord
good-for-settings = alleen deze instellingen
good-for-spare = reserve: opent deze instellingen als de betere manier weg is
good-for-both-of-house = nieuw wachtwoord zolang u het kunt lezen, maar telt niet; deze instellingen
good-for-password-of-house = nieuw wachtwoord zolang u het kunt lezen, maar telt niet
good-for-nothing = hier nu niet te gebruiken
methods-add-address = Een e-mailadres toevoegen
methods-add-app = Een authenticator-app toevoegen
methods-add-another-app = Nog een authenticator-app toevoegen
methods-add-answers = Beveiligingsvragen beantwoorden
methods-other-answers = Andere beveiligingsvragen beantwoorden
methods-gone = Dat is er niet meer. Begin opnieuw.
methods-unsure = Wij konden niet zien of dat is bewaard. Kijk in de lijst: die toont wat er nu is.

add-method-title = Een manier toevoegen
add-address-lead = Naar welk adres mogen wij codes sturen? Er gaat meteen een code heen, om te zien of u de post daar kunt lezen.
add-address-private = Neem een privéadres: een dat u zonder dit wachtwoord kunt lezen.
add-address-field = E-mailadres
add-address-empty = Typ eerst een e-mailadres.
add-address-odd = Dat is geen e-mailadres. Het ziet eruit als naam@example.org.
add-app-lead = Typ deze sleutel in uw authenticator-app, of scan het plaatje als u dat ziet. Typ daarna de code die de app toont.
add-app-secret = Sleutel: { $secret }
add-app-picture-how = "Plaatje" toont alleen het plaatje, tot u een toets indrukt.
add-app-lead-key = Typ deze sleutel in uw authenticator-app. Typ daarna de code die de app toont.
add-app-picture = Met elke toets gaat u terug.
add-app-no-picture = Ziet u geen plaatje? Dan is dit venster er te klein voor, of het heeft geen kleuren.
add-app-field = Code uit de app
add-app-is-key = Dat is de sleutel: typ die in de app, en hier de zes cijfers die de app dan toont.
add-answers-step = Vraag { $number } van { $count }
add-answers-lead = Kies een vraag die alleen u kunt beantwoorden.
add-answers-others = Toon mij andere vragen
add-answers-how = 3 tot 40 tekens. Onthoud hoe u het schrijft: wij tonen het nooit meer.
add-answers-empty = Typ eerst uw antwoord.

unfit-known = Dat adres staat al in uw lijst. Kies het daar, of typ een ander.
unfit-own-domain = Dat is een adres van uw organisatie. Zonder dit wachtwoord kunt u het niet lezen. Neem een privéadres.
unfit-too-many = Er is geen plaats voor meer. Verwijder er eerst een die u niet gebruikt.
unfit-letters = Er zijn nu genoeg codes verstuurd. Vanaf { $until } kunt u er weer een vragen.
unfit-code = Dat is niet de code die de app nu toont. Wacht op de volgende, en kijk of de klok van uw telefoon goed staat.
unfit-no-mail = Hier kan geen mail worden verstuurd, dus wij kunnen geen adres controleren. Vraag het aan een beheerder.
settings-no-mail = Daarvoor sturen wij u eerst een code per e-mail, en hier kan geen mail worden verstuurd. Vraag het aan een beheerder.
unfit-last-own = Dit is hier uw enige eigen manier: zonder deze kan iedereen die uw wachtwoord kent uw instellingen wijzigen. Voeg eerst een andere toe.
unfit-needed = Deze manier is nodig om zelf een nieuw wachtwoord te kiezen. Voeg eerst een andere toe.
unfit-answers = De vragen zijn intussen veranderd. Kies opnieuw.
unfit-tried = Er is in korte tijd veel gewijzigd of geprobeerd. Vanaf { $until } kunt u weer wijzigen.
bad-answer-short = Dat is te kort: er zijn minstens 3 tekens nodig. Schrijf meer, of ga terug en kies een andere vraag.
bad-answer-long = Dat is te lang. Er passen hoogstens 40 tekens in.
bad-answer-login = Dat is uw gebruikers-ID, en die kennen anderen. Neem een ander antwoord.
bad-answer-known = Dat weten anderen van u. Neem een ander antwoord.
bad-answer-in-question = Dat staat in de vraag zelf. Neem een ander antwoord.
bad-answer-common = Dat is te makkelijk te raden. Neem een ander antwoord.
bad-answer-none = Dat is geen antwoord op de vraag. Geef er een, of ga terug en kies een andere vraag.
bad-answer-twice = Dat antwoord gaf u al. Neem een ander.

changed-address-added = vanaf nu telt dit adres: { $mask }.
changed-address-adopted = dit adres is nu van u: { $mask }.
changed-app-added = uw authenticator-app telt vanaf nu.
changed-app-added-to-others = authenticator-app { $number } telt vanaf nu.
changed-answers-set = uw antwoorden tellen vanaf nu.
changed-removed = het is verwijderd.
changed-address-removed = dit adres is verwijderd: { $mask }.
changed-app-removed = uw authenticator-app is verwijderd.
changed-app-removed-numbered = de authenticator-app met nummer { $number } is verwijderd.
changed-app-removed-of-several = de authenticator-app met nummer { $number } is verwijderd. De andere hebben een nieuw nummer.
changed-answers-removed = uw antwoorden op beveiligingsvragen zijn verwijderd.
changed-sheet-removed = uw herstelcodes zijn verwijderd.
changed-address-preferred = codes gaan eerst naar { $mask }.
changed-told = { $count ->
    [one] Wij schreven erover naar 1 adres dat wij al kenden.
   *[other] Wij schreven erover naar { $count } adressen die wij al kenden.
}

confirm-remove-title = Wijzigen of verwijderen
confirm-remove-only-title = Verwijderen?
remove-address-lead = E-mail naar { $mask }. Wat wilt u ermee doen?
remove-only-app-lead = Uw authenticator-app. Wat wilt u ermee doen?
remove-app-lead = Authenticator-app { $number }. Wat wilt u ermee doen?
remove-app-since-lead = Authenticator-app { $number }, sinds { $since }. Wat wilt u ermee doen?
remove-answers-lead = Uw antwoorden op beveiligingsvragen. Wat wilt u ermee doen?
remove-told = Wat u ook wijzigt, wij melden het aan alle adressen die wij nu kennen.
remove-last-address = Het is uw enige adres. Zonder dat kunnen wij u niet meer waarschuwen als iemand iets wijzigt.
remove-keep = Zo laten
remove-yes = Verwijderen
remove-prefer = Codes eerst hiernaartoe sturen

done-register-title = Uw manieren om weer binnen te komen
done-register-lead = vergeet u ooit uw wachtwoord, dan kunt u zelf een nieuw kiezen.
done-register-enough = Nog een manier, van een andere soort, is verstandig: soms raakt iets zoek.
done-register-spare = U hebt ook een reserve.
done-register-not-yet = De rest kan later: log in en kies "Mijn manieren om te tonen dat ik het ben".

letter-code-settings-body =
    Dit is de code om uw manieren te wijzigen waarmee u bij { $organisation } toont wie u bent.

    Code { $tag }: { $code }

    Typ deze waar u erom vroeg ({ $place }). { $minutes ->
        [one] De code werkt 1 minuut, en maar één keer.
       *[other] De code werkt { $minutes } minuten, en maar één keer.
    }
letter-code-settings-care = Geef deze code nooit aan iemand. Vroeg u er niet om? Dan kent iemand uw wachtwoord: wijzig het, en vertel het aan { $whom }.
letter-code-address-body =
    Iemand wil dit adres toevoegen aan zijn account bij { $organisation }. Dit is de code daarvoor.

    Code { $tag }: { $code }

    Typ deze waar u erom vroeg ({ $place }). { $minutes ->
        [one] De code werkt 1 minuut, en maar één keer.
       *[other] De code werkt { $minutes } minuten, en maar één keer.
    }
letter-code-address-care = Weet u hier niets van? Dan hoeft u niets te doen: zonder de code wordt dit adres niet gebruikt. Geef de code nooit aan iemand.
letter-registration-subject = { $organisation }: hoe u toont wie u bent, is gewijzigd
letter-registration-lead = Er is iets gewijzigd in de manieren waarop { $login } bij { $organisation } toont wie hij of zij is:
letter-registration-address-added = Het adres { $mask } is toegevoegd.
letter-registration-address-removed = Het adres { $mask } is verwijderd.
letter-registration-address-preferred = Codes gaan eerst naar het adres { $mask }.
letter-registration-app-added = Er is een authenticator-app toegevoegd.
letter-registration-app-removed = Er is een authenticator-app verwijderd.
letter-registration-answers-set = Er zijn beveiligingsvragen beantwoord.
letter-registration-answers-removed = De antwoorden op beveiligingsvragen zijn verwijderd.
letter-registration-when =
    Wanneer: { $when }
    Waar: { $place }

    Was u dit? Dan is alles in orde.
