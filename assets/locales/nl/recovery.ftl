# Codes op een blad papier.

choose-recovery-code = Een code van mijn blad met herstelcodes gebruiken
enter-recovery-code-title = Typ een herstelcode
enter-recovery-code-lead = Pak het blad met herstelcodes dat u hebt bewaard en typ een code die u nog niet hebt gebruikt. Streep hem daarna door: elke code werkt één keer.
enter-recovery-code-field = Herstelcode
enter-recovery-code-hint = 25 letters en cijfers. Hoofdletters en streepjes maken niet uit.
recovery-empty = Typ eerst alle 25 letters en cijfers.
recovery-too-long = Dat is te lang: een code heeft 25 letters en cijfers. Typ één code.
recovery-wrong = Dat is geen code van uw blad. Vergelijk elk teken en probeer het nog eens.
recovery-unchanged = Dit is de code die niet goed was. Vergelijk hem met uw blad en verbeter hem.
recovery-spent = Die code hebt u al gebruikt. Streep hem door en neem de volgende.
done-codes-left = { $count ->
    [0] Dat was de laatste code van uw blad. Een nieuw blad maakt u bij "Mijn account", aan het begin.
    [one] Streep de gebruikte code door: er is er nog 1 over op uw blad.
   *[other] Streep de gebruikte code door: er zijn er nog { $count } over op uw blad.
}

method-sheet = { $count ->
    [one] Herstelcodes op papier: nog 1 over ({ $good })
   *[other] Herstelcodes op papier: nog { $count } over ({ $good })
}
methods-add-sheet = Herstelcodes op papier zetten
remove-sheet-lead = { $count ->
    [one] Op uw blad met herstelcodes staat nog 1 code. Wat wilt u ermee doen?
   *[other] Op uw blad met herstelcodes staan nog { $count } codes. Wat wilt u ermee doen?
}
remove-or-replace-sheet = Een nieuw blad maken in plaats van dit

sheet-title = Uw blad met herstelcodes
sheet-lead = Schrijf alle tien de codes op papier en ga dan verder.
sheet-counts = Elke code werkt één keer, in plaats van een andere code. Ze tellen zodra u toont dat u ze hebt.
sheet-replaces = Uw oude blad werkt tot dan.
sheet-code = { $number }. { $code }
sheet-paper-lead = Pak uw papier en typ het einde van code 10. Dan tellen de codes, en wij tonen ze nooit meer.
sheet-paper-field = Laatste vijf tekens van code 10
sheet-paper-hint = Met Terug ziet u de codes nog een keer.
sheet-paper-empty = Typ eerst de laatste vijf tekens van code 10.
sheet-paper-wrong = Dat staat er niet. Ga terug en vergelijk uw papier met de codes.
sheet-leave-lead = Deze codes werken nog niet: toon eerst dat u ze op papier hebt. Wilt u ze weggooien?
sheet-leave-stay = Nee, toon de codes nog een keer
sheet-leave-go = Ja, gooi deze codes weg
changed-sheet-made = uw herstelcodes tellen vanaf nu.
changed-sheet-replaced = de nieuwe herstelcodes tellen vanaf nu. Verscheur het oude blad.
letter-registration-sheet-made = Er is een blad met herstelcodes gemaakt.
letter-registration-sheet-replaced = Er is een nieuw blad met herstelcodes gemaakt; het oude werkt niet meer.
letter-registration-sheet-removed = Het blad met herstelcodes is verwijderd.
end-visit-code-spent = De herstelcode die u hebt getypt, is gebruikt: streep hem door.
