# Een nieuw wachtwoord kiezen: de regels, de redenen van een weigering, en raad.
# Een regel is hooguit 31 tekens lang, zodat er twee naast elkaar staan.

new-password-title = Een nieuw wachtwoord kiezen
new-password-title-first = Een wachtwoord kiezen
new-password-must = Iemand anders koos uw wachtwoord. Kies nu een eigen wachtwoord: een paar woorden achter elkaar zijn het best.
new-password-lead = Een paar woorden achter elkaar: makkelijk voor u, moeilijk voor anderen.
new-password-lead-once = Kies er een dat u nergens anders hebt.
new-password-lead-classes = Het is raadzaam een wachtwoord te kiezen van { $min }-{ $max } tekens met hoofdletters en kleine letters, cijfers en speciale tekens.
new-password-field = Nieuw wachtwoord
new-password-field-first = Wachtwoord
new-password-repeat = Nog een keer hetzelfde wachtwoord

new-password-minutes = { $minutes ->
    [one] Maak dit binnen 1 minuut af, anders moeten wij opnieuw vragen wie u bent.
   *[other] Maak dit binnen { $minutes } minuten af, anders moeten wij opnieuw vragen wie u bent.
}
new-password-seconds = { $seconds ->
    [one] Maak dit binnen 1 seconde af, anders moeten wij opnieuw vragen wie u bent.
   *[other] Maak dit binnen { $seconds } seconden af, anders moeten wij opnieuw vragen wie u bent.
}
caps-lock = Alleen hoofdletters. Caps Lock aan?
suggest-field = Uw nieuwe wachtwoord, als u het wilt
suggest-field-first = Uw wachtwoord, als u het wilt
suggest-hint = Schrijf het nu op. Als u het nog een keer typt, onthoudt u het beter.
suggest-repeat-hint = Typ hier het wachtwoord van ons, met de streepjes. Liever een eigen? Druk twee keer op Esc.
suggest-repeat = De twee zijn niet hetzelfde. Typ het nog een keer.
suggest-none = Wij konden er geen voor u bedenken. Bedenk er zelf een.

check-length = { $min } tot en met { $max } tekens
check-classes = { $classes } van deze 4: ABC abc 123 #?!
check-personal = Geen naam, gebruikers-ID, adres
check-organisation = Zonder naam van de organisatie
check-common = Geen bekend wachtwoord
check-strong = Moeilijk te raden
check-repeat = Beide keren hetzelfde

strength-label = Sterkte
strength-0 = heel zwak
strength-1 = zwak
strength-2 = matig
strength-3 = goed
strength-4 = heel goed

complaint-empty = Typ eerst een nieuw wachtwoord.
complaint-repeat-empty = Typ nu hetzelfde wachtwoord nog een keer.
complaint-repeat = De twee zijn niet hetzelfde. Typ het tweede nog een keer.
complaint-too-short = Dit is te kort. Gebruik ten minste { $min } tekens.
complaint-too-long = Dit is te lang. Gebruik ten hoogste { $max } tekens.
complaint-classes = Dit heeft te weinig soorten tekens. Gebruik er ten minste { $classes } van deze 4: hoofdletters, kleine letters, cijfers, speciale tekens.
complaint-personal = Uw naam, uw gebruikers-ID of een adres van u staat erin. Gebruik andere woorden.
complaint-organisation = Een naam van onze organisatie staat erin. Gebruik andere woorden.
complaint-common = Veel mensen gebruiken dit. Kies een ander wachtwoord.
complaint-weak = Dit is te makkelijk te raden. Zet er een of twee woorden bij.
complaint-current = Dit is het wachtwoord dat u nu hebt. Kies een ander.
complaint-current-known = Dit is het wachtwoord dat u nu hebt. Kies een ander, of "Wachtwoord behouden".
complaint-used-before = Dit hebt u eerder gebruikt. Kies een ander wachtwoord.

warning-straight-rows-of-keys-are-easy-to-guess = Toetsen op een rij zijn makkelijk te raden.
warning-short-keyboard-patterns-are-easy-to-guess = Korte patronen van toetsen zijn makkelijk te raden.
warning-repeats-like-aaa-are-easy-to-guess = Herhalingen zoals "aaa" zijn makkelijk te raden.
warning-repeats-like-abc-abc-are-only-slightly-harder-to-guess = "abcabc" is nauwelijks moeilijker te raden dan "abc".
warning-this-is-a-top-10-password = Dit is een van de tien bekendste wachtwoorden.
warning-this-is-a-top-100-password = Dit is een van de honderd bekendste wachtwoorden.
warning-this-is-a-common-password = Dit is een bekend wachtwoord.
warning-this-is-similar-to-a-commonly-used-password = Dit lijkt op een bekend wachtwoord.
warning-sequences-like-abc-are-easy-to-guess = Reeksen zoals "abc" of "6543" zijn makkelijk te raden.
warning-recent-years-are-easy-to-guess = Recente jaartallen zijn makkelijk te raden.
warning-a-word-by-itself-is-easy-to-guess = Eén enkel woord is makkelijk te raden.
warning-dates-are-often-easy-to-guess = Datums zijn vaak makkelijk te raden.
warning-names-and-surnames-by-themselves-are-easy-to-guess = Alleen namen zijn makkelijk te raden.
warning-common-names-and-surnames-are-easy-to-guess = Veelvoorkomende namen zijn makkelijk te raden.

suggestion-use-a-few-words-avoid-common-phrases = Gebruik een paar woorden, maar geen bekende zin.
suggestion-no-need-for-symbols-digits-or-uppercase-letters = Cijfers, tekens en hoofdletters hoeven niet.
suggestion-add-another-word-or-two = Zet er een of twee woorden bij. Zeldzame woorden zijn beter.
suggestion-capitalization-doesnt-help-very-much = Hoofdletters helpen niet veel.
suggestion-all-uppercase-is-almost-as-easy-to-guess-as-all-lowercase = Alles in hoofdletters is even makkelijk te raden als zonder.
suggestion-reversed-words-arent-much-harder-to-guess = Omgekeerde woorden zijn niet veel moeilijker te raden.
suggestion-predictable-substitutions-dont-help-very-much = @ schrijven voor a helpt niet veel.
suggestion-use-a-longer-keyboard-pattern-with-more-turns = Gebruik een langer patroon van toetsen, met meer bochten.
suggestion-avoid-repeated-words-and-characters = Herhaal geen woorden of tekens.
suggestion-avoid-sequences = Gebruik geen reeksen.
suggestion-avoid-recent-years = Gebruik geen recente jaartallen.
suggestion-avoid-years-that-are-associated-with-you = Gebruik geen jaartallen die bij u horen.
suggestion-avoid-dates-and-years-that-are-associated-with-you = Gebruik geen datums of jaartallen die bij u horen.
