# Wat u op een pagina kunt doen, en de woorden die bij elke pagina horen.

action-next = Volgende
action-finish = Voltooien
action-only-unlock = Wachtwoord behouden
action-new-password = Nieuw wachtwoord
action-resend = Nieuwe code
action-another = Een andere
action-ask-question = Vraag
action-show-picture = Plaatje
action-another-way = Andere manier
action-try-again = Probeer opnieuw
action-keep-going = Doorgaan
action-yes-stop = Ja, stoppen
action-leave = Afsluiten
action-start-over = Terug naar het begin
action-reveal = Toon wachtwoord
action-conceal = Verberg wachtwoord
action-back = Terug
action-language = English
action-people = Personen
action-inbox = Postvak
action-stop = Stoppen
action-help = Hulp
action-more-time = Meer tijd
action-suggest = Bedenk er een
action-linear = Tekst voor schermlezers

tone-error = Fout:
tone-good = Gelukt:

date-and-time = { $day } { $month } { $year }, { $time }
month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
