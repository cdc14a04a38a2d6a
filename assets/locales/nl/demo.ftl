# Wat er in de demo naast de pagina staat. Een regel van de kaart met personen heeft 62 kolommen, een
# onderschrift 78.

demo-people-title = Mensen van { $organisation }
demo-people-lead = Zij zijn verzonnen, en vergaten hun wachtwoord, "{ $password }". Typ een van deze namen als gebruikers-ID:
demo-one-gate = één bewijs is genoeg: een code per e-mail
demo-two-gates = twee bewijzen: een code per e-mail, dan een uit de app
demo-app-only = de app, of herstelcode { $code }
demo-addresses = meer adressen, en een sms naar { $number }
demo-locked = vergrendeld na verkeerde wachtwoorden; een reset heft dat op
demo-unregistered = heeft niet genoeg geregistreerd om iets te bewijzen
demo-elsewhere = een ander systeem bewaart dit wachtwoord
demo-disabled = uitgeschakeld door een beheerder
demo-out-of-scope = wachtwoordherstel staat niet open voor deze persoon
demo-administrator = een beheerder: altijd twee bewijzen
demo-prefers-dutch = kiest Nederlands: het bericht na afloop is in het Nederlands
demo-new-hire = nieuw, had nog geen wachtwoord; heeft een heel lange naam
demo-questions = twee bewijzen: een code per e-mail, dan drie van deze vragen
demo-answer = { $question } { $answer }
demo-close-people = Sluiten: F4

demo-phone-title = Telefoon: codes van de apps
demo-text-to = Sms naar { $number }, { $time }:
demo-inbox-title = Postvak van iedereen
demo-inbox-empty = Nog geen brieven. Ze komen hier aan, voor wie ze ook zijn.
demo-letter-from = Van: { $name }
demo-letter-to = Aan: { $address }, { $time }
demo-letters = Alle brieven (kies met de pijltjes)
demo-more = Meer: F5
demo-close-inbox = Sluiten: F5
demo-new-letters = { $count ->
    [one] 1 nieuwe brief: F5
   *[other] { $count } nieuwe brieven: F5
}

demo-paused = Gepauzeerd. Spatie gaat verder; met elke andere toets neemt u het over.
demo-play-welcome = Dit speelt vanzelf. Spatie pauzeert; met elke andere toets neemt u het over.
demo-play-people = F4 toont de personen van de demo. Vandaag zijn wij "{ $login }".
demo-play-start = Wij zijn ons wachtwoord vergeten, dus wij kiezen 1.
demo-play-identify = Eerst zeggen wij wie wij zijn.
demo-play-riddle = Een raadsel houdt programma's buiten: wij typen de tekens die wij zien.
demo-play-goal = Wij zijn ons wachtwoord vergeten, dus wij kiezen weer 1.
demo-play-riddle-told = Een raadsel houdt programma's buiten. In platte tekst is het een vraag.
demo-play-letter-told = De brief is er. F5, of het woord postvak, leest hem voor.
demo-play-password-told = Een paar woorden op een rij. Wat wij typen, is niet te zien.
demo-play-first-gate = Nu bewijzen wij dat. Eerst met een code per e-mail.
demo-play-letter = De brief is er. F5 toont het postvak; een breed venster doet dat altijd.
demo-play-code = Wij typen de code uit de brief.
demo-play-second-gate = Dit account vraagt een tweede bewijs, van een andere soort: de app.
demo-play-phone = F5 toont ook de telefoon, met de code van onze app.
demo-play-next-code = Elke code werkt maar één keer, dus wij wachten op de volgende.
demo-play-password = Een paar woorden op een rij. F8 toont wat wij typen; de regels tellen mee.
demo-play-repeat = Nog een keer hetzelfde, tegen tikfouten.
demo-play-done = Dat was alles: het nieuwe wachtwoord werkt meteen.
demo-play-verified = Nagekeken: de opslag neemt het nieuwe wachtwoord en weigert het oude.
demo-play-start-locked = Ons account is vergrendeld, dus wij kiezen 1.
demo-play-goal-locked = Wij weten ons wachtwoord, dus wij kiezen 2: wij houden het.
demo-play-done-unlock = Dat was alles: het account is open, het wachtwoord is hetzelfde.
demo-play-start-change = Wij weten ons wachtwoord en willen een ander, dus wij kiezen 2.
demo-play-sign-in = Eerst het wachtwoord dat wij hebben.
demo-play-start-help = Wij kunnen niet inloggen, dus wij kiezen 1.
demo-play-stopped = Wij hebben niets geregistreerd als bewijs. F3 vraagt een beheerder.
demo-play-help = Wij mogen zeggen wat er is en waar wij te vinden zijn.
demo-play-done-help = Het nummer van de aanvraag noemen wij als wij bellen.
demo-play-verified-unlock = Nagekeken: de opslag neemt het wachtwoord en het account is open.
demo-play-verified-help = Nagekeken: een beheerder kan de aanvraag lezen.
demo-play-start-register = Wij willen een tweede manier om binnen te komen, dus wij kiezen 3.
demo-play-my-account = Wij kiezen 2: onze manieren om te tonen wie wij zijn.
demo-play-guarded = Wie die wijzigt, bewijst eerst meer dan een wachtwoord.
demo-play-methods = Dit hebben wij. Een telefoon is een ander apparaat: er komt een app bij.
demo-play-scan = De telefoon scant de afbeelding en toont meteen een code: F5.
demo-play-scan-told = Wij typen de sleutel in de app, en die toont meteen een code: F5.
demo-play-registered = De code klopte, dus de app telt. Onze adressen krijgen bericht.
demo-play-done-register = Dat was alles: met de app komen wij vanaf nu weer binnen.
demo-play-verified-register = Nagekeken: de opslag heeft de app, en de volgende code bewijst wie wij zijn.
demo-play-start-remind = Wij loggen gewoon in, om naar ons account te kijken: 3.
demo-play-reminded = Er ontbreekt een manier. Daar hebben wij nu geen tijd voor, dus 3.
demo-play-put-off = Dat is uitgesteld: het mag een paar keer, en een aantal dagen.
demo-play-verified-remind = Nagekeken: de opslag heeft geteld dat het één keer is uitgesteld.
demo-play-start-sheet = Wij loggen nog eens in, en kiezen weer 3.
demo-play-reminded-again = Er wordt weer om gevraagd. Wij hebben geen app, dus iets anders: 2.
demo-play-others = Voor herstelcodes is een pen genoeg: 2.
demo-play-sheet = Tien codes, één keer te zien. Wij schrijven ze alle tien op papier.
demo-play-paper = Om te tonen dat ze op papier staan, typen wij het eind van de laatste.
demo-play-sheet-counts = Het blad telt, en er ontbreekt niets meer.
demo-play-done-sheet = Dat was alles: met elke code komen wij één keer weer binnen.
demo-play-verified-sheet = Nagekeken: de opslag heeft de tien codes die op ons papier staan.
