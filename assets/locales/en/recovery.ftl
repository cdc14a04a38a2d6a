# Codes on a sheet of paper.

choose-recovery-code = Use a code from my sheet of recovery codes
enter-recovery-code-title = Type a recovery code
enter-recovery-code-lead = Take the sheet with recovery codes that you kept, and type one that you have not used yet. Cross it out afterwards: each works once.
enter-recovery-code-field = Recovery code
enter-recovery-code-hint = 25 letters and digits. Capitals and dashes do not matter.
recovery-empty = Type all 25 letters and digits first.
recovery-wrong = { $tries ->
    [one] That is no code from your sheet. Compare each character. You can try 1 more time.
   *[other] That is no code from your sheet. Compare each character. You can try { $tries } more times.
}
recovery-spent = You used that code before. Cross it out, and take the next one.
