// Names as people type them. assessments/names.py does the same: change both together.
const plainWords = (name) =>
  name
    .toLowerCase()
    .replace(/['`\u00b4\u02bc\u2018\u2019]/g, "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[łđøßæœ\u0131]/g, (sign) => ({ ł: "l", đ: "d", ø: "o", ß: "ss", æ: "ae", œ: "oe" })[sign] || "i")
    .split(/[\s\-\u2010-\u2015\u2212.,;/]+/)
    .filter((word) => word);

const plainName = (words) => words.slice().sort().join(" ");
