// Hides questions that another answer makes needless. Without this script each says when it is asked.

const questions = [...document.querySelectorAll("[data-asked-when]")];

function answerTo(form, name) {
  const control = form.elements.namedItem(name);
  if (!control) return null; // asked on no page, or on another one
  if (control instanceof RadioNodeList) return control.value;
  return control.type === "checkbox" ? (control.checked ? control.value : "") : control.value;
}

function isMet(form, { item, among, holds }) {
  const answer = answerTo(form, item);
  return answer === null || among.includes(answer) === holds;
}

function look() {
  for (const question of questions) {
    const form = question.closest("form");
    question.hidden = !JSON.parse(question.dataset.askedWhen).every((one) => isMet(form, one));
  }
}

for (const said of document.querySelectorAll("[data-said-when]")) said.hidden = true;
document.addEventListener("change", look);
look();
