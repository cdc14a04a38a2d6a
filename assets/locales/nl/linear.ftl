# De tekening in platte tekst, voor schermlezers en scripts. Elke regel wordt gehoord, dus is hij kort en
# zegt het belangrijkste eerst.

linear-how-lines = Dit is platte tekst. Antwoord op wat er wordt gevraagd en druk op Enter.
linear-how-words = De woorden hulp en herhaal werken altijd; terug, meer tijd en stoppen waar er iets te verlaten is. Waar u een antwoord typt, begint een woord met een schuine streep (slash): /hulp.
linear-how-drawing = Zeg volledig scherm of druk op F9 voor de getekende pagina's.
linear-enter = Enter: { $action }.
linear-enter-last = Enter na de laatste: { $action }.
linear-words = U kunt ook typen: { $words }.
linear-remedy = Typ { $word }.
linear-number-or = { $count ->
    [one] Typ 1, of: { $words }.
   *[other] Typ een nummer, of: { $words }.
}
linear-previous = /vorige (het antwoord ervoor)
linear-numbers = Een nummer achter een schuine streep kiest, zoals /1.
linear-choice = Uw keuze
linear-go-on = Enter, of een woord
linear-field-of = { $number } van { $count }
linear-hidden = onzichtbaar terwijl u typt
linear-not-hidden = zichtbaar terwijl u typt
linear-filled = ingevuld
linear-now = nu: { $text }
linear-characters = { $count ->
    [one] 1 teken.
   *[other] { $count } tekens.
}
linear-rules = Zo moet het wachtwoord zijn:
linear-missing = Zo wordt het niet geaccepteerd. Zo moet het zijn: { $rules }.
linear-complaint-repeat = De twee zijn niet hetzelfde. Typ het tweede nog een keer, of /vorige om bij het eerste te beginnen.
linear-suggest-repeat = De twee zijn niet hetzelfde. Typ het wachtwoord van ons, met de streepjes, of /vorige om zelf een te kiezen.
linear-suggest-repeat-hint = Typ hier het wachtwoord van ons, met de streepjes. Liever een eigen? Typ /vorige.
linear-sheet-paper-hint = Met /terug ziet u de codes nog een keer.
linear-identify-unknown-forgot = De gebruikers-ID "{ $typed }" kennen wij niet. Kijk het na, of typ /vergeten als u hem niet meer weet.
linear-kept = Wat u eerder typte, is bewaard: alleen Enter laat het zoals het is, en wat u typt komt ervoor in de plaats.
linear-begun = Wat u begon te typen, staat er nog. Ga verder.
linear-begun-drawn = Wat u op de getekende pagina begon te typen, staat niet op deze regel. Typ het vanaf het begin.
linear-too-long = Dat is te lang, en er is niets van gebruikt. Typ het nog eens, korter.
linear-once-more = Typ hetzelfde nog een keer, want u ziet het niet.
linear-unlike = De twee waren niet hetzelfde. Typ het opnieuw, twee keer.
linear-no-word = Zo'n woord kennen wij hier niet. Wat met een schuine streep begint, is een woord voor dit programma: zeg /hulp voor hulp. Begint uw antwoord met een schuine streep, typ er dan twee.
linear-no-choice-over = { $count ->
    [one] Dat is geen nummer en geen woord van deze pagina. Typ 1, of { $word }.
   *[other] Dat is geen nummer en geen woord van deze pagina. Typ een nummer van 1 tot en met { $count }, of { $word }.
}
linear-no-choice = { $count ->
    [one] Dat is geen nummer en geen woord van deze pagina. Typ 1.
    [2] Dat is geen nummer en geen woord van deze pagina. Typ 1 of 2.
   *[other] Dat is geen nummer en geen woord van deze pagina. Typ een nummer van 1 tot en met { $count }.
}
linear-taken = Wij namen "{ $word }" als uw antwoord. Waar een antwoord wordt getypt, is het woord /{ $word }.
linear-word-or-answer = "{ $word }" is een van onze woorden. Typ /{ $word } als u dat bedoelt, of typ het nog eens om het te versturen.
linear-sent-again = oudere codes werken niet meer.
linear-no-drawing = Hier is er alleen platte tekst.
linear-own-password = Een eigen wachtwoord
linear-kept-offered = Typ er zelf een. Alleen Enter houdt het wachtwoord van ons.
linear-taken-hidden = Dat is ook een van onze woorden. Wij namen het als uw antwoord. Typ voor het woord eerst een schuine streep, zoals /hulp.
linear-spoken = Dit is al Nederlands.
linear-no-action = Dat is geen woord dat hier werkt. Druk op Enter, of zeg herhaal.
linear-not-here = Wij weten wat u bedoelt, maar op deze pagina doet het niets.
linear-stop-asked = Dat vragen wij u net. Typ ja om te stoppen, of druk op Enter om door te gaan.
linear-more-time = Er is nu geen haast. Voordat er iets wordt gewist, komt er een waarschuwing.
linear-not-taken = Wat u typte, was alleen het antwoord op de waarschuwing. Uw regel is leeg.
linear-typed-ahead = U typte meer dan wij kunnen bewaren terwijl wij bezig zijn. Er is niets van gebruikt.
linear-ended = De invoer is op, en daarmee is dit bezoek voorbij.
linear-echoed = Hier is alles te lezen terwijl u het typt, ook wachtwoorden. Wilt u ze ongezien typen, stop dan en maak verbinding met: TERM=dumb ssh -t host
linear-still-there = Wat u hebt getypt, is hier nog te lezen. Sluit deze terminal voordat u weggaat.
linear-agree = Typ ja om toch door te gaan, of stop
linear-agree-first = Er is niets gebruikt. Typ ja om door te gaan, of stop.
linear-no-terminal = Zo zou alles te lezen zijn terwijl u het typt, ook wachtwoorden. Daarom blijft deze kiosk dicht. Maak verbinding met: ssh -t host (voor platte tekst: TERM=dumb ssh -t host)
linear-out-of-order = Wij kunnen u nu niet helpen. Er is iets mis aan onze kant; het ligt niet aan u. Probeer het later opnieuw of vraag uw helpdesk.
linear-letters = { $count ->
    [one] 1 nieuwe brief. Het woord daarvoor is /postvak.
   *[other] { $count } nieuwe brieven. Het woord daarvoor is /postvak.
}
linear-text = Er is een sms-bericht gekomen. Het woord daarvoor is /postvak.

# De woorden zelf, gescheiden door komma's; het eerste wordt genoemd. Woorden van beide talen werken in
# beide, behalve die voor de taal.

command-next = volgende, verder
command-finish = voltooien, volgende
command-resend = nieuwe code, opnieuw sturen
command-another = andere, een andere
command-ask-question = vraag
command-another-way = anders, andere manier, terug
command-try-again = opnieuw, probeer opnieuw
command-agree = ja, doorgaan, verder
command-keep-going = doorgaan, verder, meer tijd, nee, terug
command-yes-stop = ja, ja stoppen, stop, stoppen, uitloggen, afmelden
command-leave = afsluiten, begin
command-start-over = begin, terug naar het begin
command-back = terug
command-only-unlock = behouden, wachtwoord behouden, houden, wachtwoord houden
command-new-password = nieuw, nieuw wachtwoord
command-sign-out = uitloggen, afmelden
command-suggest = bedenk
command-ask-help = beheerder, helpdesk, contact
command-send-request = verzenden, verstuur
command-forgot-user-id = vergeten
command-language = english, engels, language, taal
command-people = personen
command-inbox = postvak, brieven, mail
command-stop = stoppen, stop, einde
command-help = hulp, help, woorden
command-repeat = herhaal, herhalen, nog eens
command-more-time = meer tijd, tijd
command-previous = vorige
command-drawing = volledig scherm, scherm
