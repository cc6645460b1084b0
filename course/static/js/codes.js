// Proposes the code of the next person in a new row: after R-07 comes R-08. Load it after rows.js.

function next(codes) {
  const found = codes.map((code) => /^(.*?)(\d+)$/.exec(code)).filter(Boolean);
  if (!found.length) return codes.length ? "" : "R-01";
  const [, start, digits] = found.reduce((most, code) => (Number(code[2]) > Number(most[2]) ? code : most));
  return start + String(Number(digits) + 1).padStart(digits.length, "0");
}

document.addEventListener("click", (event) => {
  const table = event.target.closest("button[name=add]")?.closest("[data-rows]");
  const fields = [...(table?.querySelectorAll("[data-row] [data-next-code]") ?? [])];
  const last = fields.pop();
  if (last && !last.value) last.value = next(fields.map((field) => field.value).filter(Boolean));
});
