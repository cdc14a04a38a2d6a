# Codes op een blad papier.

choose-recovery-code = Een code van mijn blad met herstelcodes gebruiken
enter-recovery-code-title = Typ een herstelcode
enter-recovery-code-lead = Pak het blad met herstelcodes dat u hebt bewaard en typ een code die u nog niet hebt gebruikt. Streep hem daarna door: elke code werkt één keer.
enter-recovery-code-field = Herstelcode
enter-recovery-code-hint = 25 letters en cijfers. Hoofdletters en streepjes maken niet uit.
recovery-empty = Typ eerst alle 25 letters en cijfers.
recovery-wrong = { $tries ->
    [one] Dat is geen code van uw blad. Vergelijk elk teken. U kunt het nog 1 keer proberen.
   *[other] Dat is geen code van uw blad. Vergelijk elk teken. U kunt het nog { $tries } keer proberen.
}
recovery-spent = Die code hebt u al gebruikt. Streep hem door en neem de volgende.
