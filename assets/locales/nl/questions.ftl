# De pagina met beveiligingsvragen, en de vragen zelf. Eigen vragen van een beheerder staan in kiosk.toml.

answer-questions-title = Beantwoord uw beveiligingsvragen
answer-questions-lead = Geef de antwoorden die u hebt geregistreerd. Hoofdletters en extra spaties maken niet uit.
questions-tries = { $tries ->
    [one] U kunt het nog één keer proberen. Alle antwoorden samen tellen als één poging.
   *[other] U kunt het { $tries } keer proberen. Alle antwoorden samen tellen als één poging.
}
questions-blank = Typ hier uw antwoord. Wij hebben ze allemaal nodig.
questions-wrong = { $tries ->
    [one] Niet al deze antwoorden zijn goed; welke niet, zeggen wij niet. U kunt het nog één keer proberen.
   *[other] Niet al deze antwoorden zijn goed; welke niet, zeggen wij niet. U kunt het nog { $tries } keer proberen.
}
questions-unchanged = Dit zijn de antwoorden die niet goed waren. Wijzig er minstens één.
questions-dead = Deze vragen kunnen niet meer worden beantwoord. Ga terug en kies opnieuw.
questions-wrong-dead = Niet al deze antwoorden waren goed, en het was uw laatste poging. Ga terug en kies opnieuw.
question-own = { $question }

question-city-first-partner = In welke plaats hebt u uw eerste partner ontmoet?
question-city-parents-met = In welke plaats hebben uw ouders elkaar ontmoet?
question-city-nearest-sibling = In welke plaats woont de broer of zus die het dichtst bij u woont?
question-city-father-born = In welke plaats is uw vader geboren?
question-city-first-job = In welke plaats had u uw eerste baan?
question-city-mother-born = In welke plaats is uw moeder geboren?
question-city-new-year-2000 = In welke plaats was u op nieuwjaarsdag 2000?
question-father-middle-name = Wat is de tweede voornaam van uw vader?
question-mother-middle-name = Wat is de tweede voornaam van uw moeder?
question-maternal-grandmother = Wat is de volledige naam van de moeder van uw moeder?
question-paternal-grandfather = Wat is de volledige naam van de vader van uw vader?
question-oldest-sibling-born = In welke maand en welk jaar is uw oudste broer of zus geboren? (zoals januari 1985)
question-oldest-sibling-middle-name = Wat is de tweede voornaam van uw oudste broer of zus?
question-youngest-sibling-middle-name = Wat is de tweede voornaam van uw jongste broer of zus?
question-high-school-teacher = Wat is de achternaam van uw favoriete leraar op de middelbare school?
question-grade-school-teacher = Wat is de achternaam van uw favoriete leraar op de basisschool?
question-sixth-grade-school = Op welke school zat u toen u elf was?
question-first-school = Wat is de naam van uw eerste school?
question-college-not-attended = Bij welke hogeschool of universiteit meldde u zich aan, zonder er te studeren?
question-high-school-sport = Wat was uw favoriete sport op de middelbare school?
question-childhood-friend = Wat is de volledige naam van uw beste vriend of vriendin toen u kind was?
question-childhood-hero = Wie was uw held toen u kind was?
question-childhood-toy = Hoe heette uw favoriete knuffel?
question-childhood-nickname = Wat was uw bijnaam toen u kind was?
question-childhood-street = In welke straat stond uw eerste huis?
question-childhood-phone = Wat waren de laatste vier cijfers van uw telefoonnummer toen u kind was?
question-childhood-dream-job = Wat wilde u worden toen u kind was?
question-birth-hospital = In welk ziekenhuis bent u geboren?
question-first-love = Wat is de volledige naam van uw eerste liefde?
question-first-car = Wat waren het merk en het model van uw eerste auto of motor?
question-first-pet = Hoe heette uw eerste huisdier?
question-first-job = Wat was uw eerste baan?
question-wedding-reception = Op welke plek was uw bruiloftsfeest?
question-favourite-food = Wat is uw lievelingseten?
question-famous-person = Wie is de beroemdste persoon die u ooit hebt ontmoet?
