"""Work and how it is judged: quizzes, assignments, rubrics and rules, as pure code."""
