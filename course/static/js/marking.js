// Adds up the levels while a trainer chooses, and says why the work would not pass. The server decides.

const form = document.querySelector("form[data-pass-points]");

function update() {
  const criteria = form.querySelectorAll("fieldset");
  const chosen = [...form.querySelectorAll("[data-level]:checked")];
  const points = chosen.reduce((sum, input) => sum + Number(input.value), 0);
  const all = chosen.length === criteria.length;
  const why = {
    zero: chosen.some((input) => input.value === "0"),
    starred: chosen.some((input) => "starred" in input.dataset && Number(input.value) < 2 && input.value !== "0"),
    points: all && points < Number(form.dataset.passPoints),
  };
  form.querySelector("[data-points]").textContent = points;
  for (const line of form.querySelectorAll("[data-why]")) line.hidden = !why[line.dataset.why];
}

if (form) {
  for (const event of ["change", "saved"]) form.addEventListener(event, update);
  update();
}
