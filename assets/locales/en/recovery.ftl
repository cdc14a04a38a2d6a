# Codes on a sheet of paper.

choose-recovery-code = Use a code from my sheet of recovery codes
enter-recovery-code-title = Type a recovery code
enter-recovery-code-lead = Take the sheet with recovery codes that you kept, and type one that you have not used yet. Cross it out afterwards: each works once.
enter-recovery-code-field = Recovery code
enter-recovery-code-hint = 25 letters and digits. Capitals and dashes do not matter.
recovery-empty = Type all 25 letters and digits first.
recovery-too-long = That is too long: a code has 25 letters and digits. Type one code only.
recovery-wrong = That is no code from your sheet. Compare each character, and try again.
recovery-unchanged = This is the code that was not right. Compare it with your sheet, and change it.
recovery-spent = You used that code before. Cross it out, and take the next one.
done-codes-left = { $count ->
    [0] That was the last code of your sheet. You make a new one under "My account", at the start.
    [one] Cross out the code that you used: 1 is left on your sheet.
   *[other] Cross out the code that you used: { $count } are left on your sheet.
}

method-sheet = { $count ->
    [one] Recovery codes on paper: 1 left ({ $good })
   *[other] Recovery codes on paper: { $count } left ({ $good })
}
methods-add-sheet = Write recovery codes on paper
remove-sheet-lead = { $count ->
    [one] Your sheet of recovery codes has 1 code left. What would you like to do with it?
   *[other] Your sheet of recovery codes has { $count } codes left. What would you like to do with it?
}
remove-or-replace-sheet = Make a new sheet in its place

sheet-title = Your sheet of recovery codes
sheet-lead = Copy all ten codes onto paper, and then go on.
sheet-counts = Each works once, in the place of another code. They count as soon as you show that you have them.
sheet-replaces = Your old sheet works until then.
sheet-code = { $number }. { $code }
sheet-paper-lead = Take your paper, and type the end of code 10. Then the codes count, and we never show them again.
sheet-paper-field = Last five characters of code 10
sheet-paper-hint = Back shows the codes once more.
sheet-paper-empty = Type the last five characters of code 10 first.
sheet-paper-wrong = That is not what stands there. Go back, and compare your paper with the codes.
sheet-leave-lead = These codes do not work yet: first show that you have them on paper. Would you like to throw them away?
sheet-leave-stay = No, show me the codes again
sheet-leave-go = Yes, throw these codes away
changed-sheet-made = your recovery codes count from now on.
changed-sheet-replaced = the new recovery codes count from now on. Tear up the old sheet.
letter-registration-sheet-made = A sheet of recovery codes was made.
letter-registration-sheet-replaced = A new sheet of recovery codes was made; the old one does not work any more.
letter-registration-sheet-removed = The sheet of recovery codes was removed.
end-visit-code-spent = The recovery code that you typed is used up: cross it out.
