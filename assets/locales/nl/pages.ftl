# Wat er op de pagina's van een bezoek staat. Gewone woorden, korte zinnen, geen verwijten.
# Een pagina heeft hooguit 60 woorden lopende tekst.

step-of = Stap { $step } van { $steps }
step-first = Stap 1
waiting = Een ogenblik ...
# Wat van een contact wordt verteld aan wie luistert: na "naar" en achter een dubbele punt moet het kloppen.
mask-address = een adres dat begint met { $first }, bij { $domain }
mask-address-numbered = een adres dat begint met { $first }, bij { $domain }, nummer { $number }
mask-number = het nummer dat eindigt op { $last }
mask-number-numbered = het nummer dat eindigt op { $last }, nummer { $number } daarvan
mask-veiled = hier niet genoemd
mask-and = en
more-above = { $lines ->
    [one] 1 regel hierboven (Page Up)
   *[other] { $lines } regels hierboven (Page Up)
}
more-both = Page Up: { $above } hoger, Page Down: { $below } lager
more-below = { $lines ->
    [one] 1 regel hieronder (Page Down)
   *[other] { $lines } regels hieronder (Page Down)
}

start-title = Weer toegang tot uw account
start-lead-1 = Geen paniek: dit duurt twee minuten.
start-no-reset = Hier wijzigt u uw wachtwoord voor { $organisation }. Een vergeten wachtwoord kan hier niet worden vervangen: vraag om hulp.
start-lead-2 = Hier kiest u een nieuw wachtwoord voor uw account bij { $organisation }. Typ het nummer van uw keuze.
start-cannot-sign-in = Ik kan niet inloggen (vergeten, nooit gehad, of vergrendeld)
start-language = English
# In de andere taal dan die van de pagina.
language-offer = Would you rather go on in English? Choose English (F2).
language-offer-word = Would you rather go on in English? Type /english.

identify-title = Wie bent u?
identify-lead = Typ de gebruikers-ID die u op uw werk of school hebt.
identify-private = Gaat het om een privéaccount, zoals outlook.com, hotmail.com of Xbox? Dat kunnen wij hier niet herstellen.
identify-field = Gebruikers-ID
identify-example = Bijvoorbeeld: { $example }
field-too-long = Dat is te lang, en er is niets van gebruikt.
identify-empty = Typ eerst uw gebruikers-ID.
identify-unknown = Wij kennen de gebruikers-ID "{ $typed }" niet. Kijk of u alles goed hebt getypt en probeer het nog eens.
identify-unknown-forgot = De gebruikers-ID "{ $typed }" kennen wij niet. Kijk het na, of kies "Gebruikers-ID vergeten?".

choose-method-title = Laat zien dat u het bent
choose-first-lead = Voordat u een nieuw wachtwoord kiest, willen wij zeker weten dat u het echt bent. Hoe wilt u dat laten zien?
choose-first-lead-new = Voordat u een wachtwoord kiest, willen wij zeker weten dat u het echt bent. Hoe wilt u dat laten zien?
choose-second-lead = Dat klopt. Wij vragen nog één bewijs, van een andere soort.
choose-email = Stuur e-mail naar mijn alternatieve e-mailadres ({ $mask })
choose-email-on-file = Stuur e-mail naar mijn alternatieve e-mailadres
choose-email-veiled = Stuur e-mail naar mijn alternatieve e-mailadres (adres { $number })
choose-totp = Een code uit mijn authenticator-app gebruiken
choose-questions = Mijn beveiligingsvragen beantwoorden
choose-closed-until = { $way } (gesloten tot { $until })
choose-gate-expired = Dat duurde langer dan 15 minuten. Daarom vragen wij het opnieuw.
choose-own-code-dead = Wij konden die code niet gebruiken. Kies opnieuw hoe u laat zien dat u het bent.
choose-own-code-wrong = Dat was niet de code. Kies opnieuw hoe u laat zien dat u het bent.
choose-method-blocked = Deze manier is gesloten tot { $until }. Kies een andere manier, of kom dan terug.
choose-closed = { $way } (gesloten)
choose-method-closed = Deze manier blijft gesloten, na heel veel pogingen. Kies een andere manier of vraag het aan { $whom }.
choose-changed = Waaruit u kunt kiezen, is zojuist veranderd. Kies nog een keer.

enter-code-title = Typ de code
enter-code-lead = Wij hebben code { $tag } gestuurd naar { $mask }. Typ de cijfers hier.
enter-code-lead-on-file = Wij hebben code { $tag } gestuurd naar het adres dat wij van u hebben. Typ de cijfers hier.
enter-code-lead-long = Wij hebben code { $tag } gestuurd naar { $mask }. Typ de 12 letters en cijfers hier. Hoofdletters maken niet uit.
enter-code-lead-long-on-file = Wij hebben code { $tag } gestuurd naar het adres dat wij van u hebben. Typ de 12 letters en cijfers hier. Hoofdletters maken niet uit.
enter-code-lives = { $minutes ->
    [one] De code werkt nog 1 minuut.
   *[other] De code werkt nog { $minutes } minuten.
}
enter-code-lives-seconds = { $seconds ->
    [one] De code werkt nog 1 seconde.
   *[other] De code werkt nog { $seconds } seconden.
}
enter-code-field = Code { $tag }
enter-code-resend-in = { $seconds ->
    [one] Over 1 seconde kunt u een nieuwe code vragen.
   *[other] Over { $seconds } seconden kunt u een nieuwe code vragen.
}
enter-code-resend-now = U kunt nu een nieuwe code vragen.
enter-code-not-yet = { $seconds ->
    [one] Er is geen nieuwe code gestuurd: dat kan nog niet. Over 1 seconde kunt u er een vragen.
   *[other] Er is geen nieuwe code gestuurd: dat kan nog niet. Over { $seconds } seconden kunt u er een vragen.
}
enter-code-not-until = Er is geen nieuwe code gestuurd: dat kan nog niet. Vanaf { $until } kunt u er een vragen.
enter-code-tries = { $tries ->
    [one] U kunt het nog één keer proberen.
   *[other] U kunt het { $tries } keer proberen.
}
enter-code-not-arrived = Niets in uw mailbox? Kijk ook bij ongewenste mail.
enter-code-nothing-comes = Na twee minuten niets? Kijk bij ongewenste mail of kies een andere manier. Wij sturen alleen naar adressen die wij kennen.
enter-code-undelivered = Code { $tag } kon niet worden bezorgd bij { $mask }.
enter-code-undelivered-ways = Er komt niets meer. Kies een andere manier of vraag een nieuwe code. Ook een beheerder kan helpen.
enter-code-undelivered-alone = Er komt niets meer. Vraag een nieuwe code, of vraag een beheerder om hulp.
enter-code-undelivered-ways-only = Er komt niets meer. Kies een andere manier, of vraag een beheerder om hulp.
enter-code-undelivered-alone-only = Er komt niets meer. Vraag een beheerder om hulp.
enter-code-undelivered-address = Er komt niets meer. Ga terug en bekijk het adres, letter voor letter.
enter-code-undelivered-adopted = Er komt niets meer. Wij hebben dit adres van uw organisatie: vraag een beheerder ernaar te kijken.
code-wrong = { $tries ->
    [one] Dat is niet de code. Kijk nog eens goed. U kunt het nog één keer proberen.
   *[other] Dat is niet de code. Kijk nog eens goed. U kunt het nog { $tries } keer proberen.
}
code-older = { $tries ->
    [one] Dat is een oudere code. Gebruik code { $tag }. U kunt het nog één keer proberen.
   *[other] Dat is een oudere code. Gebruik code { $tag }. U kunt het nog { $tries } keer proberen.
}
code-older-lost = Dat is een oudere code: die werkt niet meer. En code { $tag } kon niet worden bezorgd. Vraag een nieuwe code.
code-dead = Deze code werkt niet meer. Vraag een nieuwe code.
code-dead-wait = Deze code werkt niet meer. Vanaf { $until } kunt u een nieuwe vragen.
code-wrong-dead = Dat is niet de code, en het was uw laatste poging. Vraag een nieuwe code.
code-wrong-dead-wait = Dat is niet de code, en het was uw laatste poging. Vanaf { $until } kunt u een nieuwe vragen.
enter-code-or-another-way = U hoeft daar niet op te wachten: u kunt nu een andere manier kiezen.
code-empty = Typ eerst alle { $digits } cijfers.
code-zero = Een code heeft alleen cijfers. Is de { $letter } een nul?
code-one = Een code heeft alleen cijfers. Is de { $letter } een 1?
code-digits-only = Een code heeft alleen cijfers.
code-empty-long = Typ eerst alle { $digits } letters en cijfers.
code-too-long = Dat is te lang: de code heeft { $digits } cijfers. Kijk nog eens goed.
code-too-long-long = Dat is te lang: de code heeft { $digits } letters en cijfers. Kijk nog eens goed.
code-needs-long = Te veel codes waren fout. Vraag een nieuwe code. Die is langer.
code-needs-long-wait = Te veel codes waren fout. Vanaf { $until } kunt u een nieuwe, langere vragen.
code-sent-again = er is een nieuwe code onderweg. Oudere codes werken niet meer.
code-resend-later = Vanaf { $until } kunt u een nieuwe code vragen.

enter-totp-title = Typ de code uit uw app
enter-totp-lead = Open de authenticator-app op uw telefoon en zoek de code van dit account.
enter-totp-field = Code uit uw app
enter-totp-hint = De app toont elke 30 seconden een nieuwe code.
totp-wrong = { $tries ->
    [one] Dat is niet de code. Wacht op de volgende in uw app. U kunt het nog één keer proberen.
   *[other] Dat is niet de code. Wacht op de volgende in uw app. U kunt het nog { $tries } keer proberen.
}
totp-spent = Die code hebt u al gebruikt. Wacht op de volgende in uw app.

done-reset-title = Uw wachtwoord is opnieuw ingesteld
done-reset-lead = { $login } heeft een nieuw wachtwoord.
done-reset-next = Log nu in met het nieuwe wachtwoord. Uw telefoon en andere apparaten vragen er ook om.
done-first-title = Uw wachtwoord is ingesteld
done-first-lead = { $login } heeft nu een wachtwoord.
done-first-next = U kunt er nu mee inloggen.
done-reset-unlocked = Uw account was vergrendeld. Het is weer open.
done-notified = Wij hebben hierover een bericht gestuurd naar { $masks }.
done-notified-unnamed = { $count ->
    [one] Wij hebben hierover een bericht gestuurd naar uw adres.
   *[other] Wij hebben hierover een bericht gestuurd naar uw { $count } adressen.
}
done-nobody = Wij konden hierover geen bericht sturen: wij hebben geen adres van u.
done-no-mail = Wij konden hierover geen bericht sturen: hier kan geen mail worden verstuurd.

blocked-title = Kom later terug
blocked-way-title = Kies nu een andere manier
blocked-lead-account = Voor dit account was het te vaak fout. Vanaf { $until } kunt u het weer proberen.
blocked-lead-account-some = Voor dit account was het te vaak fout. Sommige manieren zijn gesloten tot { $until }.
blocked-lead-method = Zo ging het te vaak fout. Vanaf { $until } kunt u het weer proberen.
blocked-lead-needed = { $needed ->
    [one] Geen enkele manier om te laten zien dat u het bent, is nu open. Vanaf { $until } kunt u verder.
   *[other] U hebt { $needed } manieren van verschillende soort nodig en er zijn er nu te weinig open. Vanaf { $until } kunt u verder.
}
blocked-ways = Nu gesloten, na te veel foute pogingen: { $ways }.
way-email = codes per e-mail
way-totp = de authenticator-app
way-questions = de beveiligingsvragen
way-recovery-code = herstelcodes
way-sms = codes per sms
blocked-letters = Wij hebben u zoveel codes gestuurd als mag. De volgende kunnen wij om { $until } sturen.
blocked-letters-lost = Een code voor u kon niet worden bezorgd. Een nieuwe kan weg om { $until }.
blocked-letters-needed = U hebt { $needed } manieren van verschillende soort nodig. Zonder zo'n code zijn uw andere manieren niet genoeg.
blocked-lead-for-good = Voor dit account was het zo vaak fout dat het hier niet meer geprobeerd kan worden.
blocked-lead-for-good-some = Voor dit account was het zo vaak fout dat sommige manieren gesloten blijven.
blocked-lead-source = Er waren hier te veel pogingen. Vanaf { $until } kunt u het weer proberen.
blocked-lead-fleet = Wij kunnen op dit moment geen codes sturen. Vanaf { $until } kunt u het weer proberen.
blocked-missed = Niet juist.
blocked-why = Zo houden wij mensen tegen die raden. Aan uw account verandert niets.
blocked-why-letters = Zo kan niemand u met codes bestoken. Aan uw account verandert niets.
blocked-why-fleet = Er zijn hier heel veel codes gevraagd. Aan uw account verandert niets.
blocked-remedy = Kunt u niet wachten? Als u wilt, vragen wij een beheerder om u te helpen.
blocked-remedy-other = U hoeft niet te wachten: kies nu een andere manier.

stop-elsewhere-title = Neem contact op met uw beheerder
stop-elsewhere-lead = Wij kunnen uw wachtwoord hier niet opnieuw instellen.
stop-elsewhere-lead-account = Uw account staat niet bij ons.
stop-elsewhere-why = Uw organisatie bewaart het in een ander systeem.
stop-elsewhere-remedy = Vraag het aan uw IT-afdeling. Zeg dat u uw wachtwoord opnieuw wilt instellen.
stop-elsewhere-remedy-account = Vraag het aan uw IT-afdeling.

stop-disabled-title = Wachtwoordherstel kan niet
stop-disabled-title-account = Uw account is uitgezet
stop-disabled-lead-scope = Uw account is niet ingeschakeld voor wachtwoordherstel.
stop-disabled-why-scope = Het spijt ons: uw organisatie heeft dit niet aangezet, of niet voor u.
stop-disabled-lead-off = Uw account is uitgezet.
stop-disabled-why-off = Dat heeft een beheerder gedaan. Een nieuw wachtwoord helpt dan niet.
stop-disabled-why-off-account = Dat heeft een beheerder gedaan.
stop-disabled-remedy = Als u wilt, vragen wij een beheerder om u te helpen.

stop-unregistered-title = We kunnen uw account niet verifiëren
stop-unregistered-lead = U mag uw wachtwoord opnieuw instellen, maar wij kunnen nog niet nagaan of u het bent.
stop-unregistered-lead-first = U mag hier een wachtwoord instellen, maar wij kunnen nog niet nagaan of u het bent.
stop-unregistered-why = U hebt nog niet genoeg manieren geregistreerd om dat te tonen.
stop-unregistered-remedy = Als u wilt, vragen wij een beheerder om hulp. Registreer u zodra u binnen bent.
stop-no-channel-lead = U mag hier een wachtwoord instellen, maar daarvoor is een code nodig, en deze kiosk kan geen codes sturen.
stop-no-channel-why = U deed niets verkeerd: uw organisatie heeft deze kiosk er niet voor ingericht.

desk-phone = Helpdesk: { $phone }
desk-address = Adres: { $address }
desk-hours = Open: { $hours }
desk-mail = Schrijf naar: { $address }
desk-web = Op internet: { $page }
support-code = Code voor de helpdesk: { $code }
support-code-alone = Code voor uw beheerder: { $code }
whom-desk = de helpdesk
whom-administrator = een beheerder

idle-warning-title = Bent u er nog?
idle-lead = { $seconds ->
    [one] Druk op een toets om verder te gaan. Over 1 seconde wordt alles gewist.
   *[other] Druk op een toets om verder te gaan. Over { $seconds } seconden wordt alles gewist.
}
idle-not-taken = Wat u zojuist typte, was alleen het antwoord op de waarschuwing. Het veld is zoals het daarvoor was.
time-up-title = Uw tijd is bijna om
time-up-lead = { $seconds ->
    [one] Nog 1 seconde.
   *[other] Nog { $seconds } seconden.
}
time-up-more = { $minutes ->
    [one] Druk op een toets voor 1 minuut extra.
   *[other] Druk op een toets voor { $minutes } minuten extra.
}
time-up-last = { $seconds ->
    [one] Over 1 seconde wordt alles gewist. Daarna kunt u opnieuw beginnen.
   *[other] Over { $seconds } seconden wordt alles gewist. Daarna kunt u opnieuw beginnen.
}
closing-title = Deze kiosk gaat zo dicht
closing-lead = { $seconds ->
    [one] Over 1 seconde eindigt uw bezoek en wordt alles gewist.
   *[other] Over { $seconds } seconden eindigt uw bezoek en wordt alles gewist.
}
closing-finish = Druk op een toets om af te maken waar u mee bezig was. Lukt dat niet op tijd, kom dan later terug.

end-visit-title = Wilt u stoppen?
end-visit-lead = Als u nu stopt, moet u de volgende keer opnieuw beginnen.
end-visit-settings = Wat u hebt bevestigd, blijft bewaard. Wat u nu aan het instellen was, niet.
end-visit-account = U wordt uitgelogd. Wat u hebt bevestigd, blijft bewaard.
end-visit-signed-in = U wordt uitgelogd.
end-visit-nothing-changed = Uw wachtwoord is niet veranderd.
end-visit-no-password = Er is geen wachtwoord gemaakt.

busy-title = Het is druk
busy-lead = Veel mensen hebben ons nu nodig. Wacht even en probeer het nog eens.
busy-kept-settings = Er is niets verloren.
busy-kept = Er is niets verloren. Uw wachtwoord is niet veranderd.

unavailable-title = Wij kunnen u nu niet helpen
unavailable-lead = Er is iets mis bij ons. Het ligt niet aan u.
unavailable-kept-settings = Er is zojuist niets gewijzigd. Probeer het over een paar minuten, of vraag het aan { $whom }.
unavailable-kept = Uw wachtwoord is niet veranderd. Probeer het over een paar minuten, of vraag het aan { $whom }.
unavailable-unknown = Wij weten niet zeker of uw wachtwoord is veranderd. Probeer eerst in te loggen met het nieuwe wachtwoord.

too-small-title = Dit venster is te klein
too-small-lead = Het heeft { $columns } x { $rows } tekens en er zijn er { $needed-columns } x { $needed-rows } nodig. Maak het groter. Er gaat niets verloren.

parting-time-up = Dit bezoek is beëindigd, omdat de tijd om was. U kunt opnieuw beginnen.
parting-closing = Deze kiosk gaat nu dicht, en daarom is dit bezoek beëindigd. Kom later terug.

farewell-title = Tot ziens
farewell-stopped = U bent gestopt. Van wat u hebt getypt, blijft hier niets bewaard.
farewell-settings = Wat u eerder hebt bevestigd, blijft bewaard.
farewell-nothing-changed = Uw wachtwoord is niet veranderd.
farewell-no-password = Er is geen wachtwoord gemaakt.
farewell-request = Uw vraag om hulp blijft staan: nummer { $number }. Een beheerder bekijkt die.
