# The page with security questions, and the questions themselves. An operator's own stand in kiosk.toml.

answer-questions-title = Answer your security questions
answer-questions-lead = Give the answers that you registered. Capitals and extra blanks do not matter.
questions-tries = { $tries ->
    [one] You can try once more. All answers together count as one try.
   *[other] You can try { $tries } times. All answers together count as one try.
}
questions-blank = Type your answer here. We need all of them.
questions-wrong = { $tries ->
    [one] Not all of these answers are right; which, we cannot say. You can try once more.
   *[other] Not all of these answers are right; which, we cannot say. You can try { $tries } more times.
}
questions-unchanged = These are the answers that were not right. Change at least one.
questions-dead = These questions cannot be answered any more. Go back and choose again.
questions-wrong-dead = Not all of these answers were right, and it was your last try. Go back and choose again.
question-own = { $question }

question-city-first-partner = In what city did you meet your first partner?
question-city-parents-met = In what city did your parents meet?
question-city-nearest-sibling = In what city does your nearest brother or sister live?
question-city-father-born = In what city was your father born?
question-city-first-job = In what city was your first job?
question-city-mother-born = In what city was your mother born?
question-city-new-year-2000 = In what city were you on New Year's Day 2000?
question-father-middle-name = What is your father's middle name?
question-mother-middle-name = What is your mother's middle name?
question-maternal-grandmother = What is the full name of your mother's mother?
question-paternal-grandfather = What is the full name of your father's father?
question-oldest-sibling-born = In what month and year was your oldest brother or sister born? (such as January 1985)
question-oldest-sibling-middle-name = What is the middle name of your oldest brother or sister?
question-youngest-sibling-middle-name = What is the middle name of your youngest brother or sister?
question-high-school-teacher = What is the last name of your favourite teacher in high school?
question-grade-school-teacher = What is the last name of your favourite teacher in primary school?
question-sixth-grade-school = What school were you at when you were eleven?
question-first-school = What is the name of your first school?
question-college-not-attended = At what college did you apply, but not study?
question-high-school-sport = What was your favourite sport in high school?
question-childhood-friend = What is the full name of your best friend when you were a child?
question-childhood-hero = Who was your hero when you were a child?
question-childhood-toy = What was the name of your favourite soft toy?
question-childhood-nickname = What was your nickname when you were a child?
question-childhood-street = In what street was your first home?
question-childhood-phone = What were the last four digits of your phone number when you were a child?
question-childhood-dream-job = What did you want to become when you were a child?
question-birth-hospital = In what hospital were you born?
question-first-love = What is the full name of your first love?
question-first-car = What was the make and model of your first car or motorbike?
question-first-pet = What was the name of your first pet?
question-first-job = What was your first job?
question-wedding-reception = At what place was your wedding party?
question-favourite-food = What is your favourite food?
question-famous-person = Who is the most famous person that you ever met?
