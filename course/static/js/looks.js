// On the page of reading wishes: a choice shows at once on the page itself; the button keeps it.

const form = document.querySelector("[data-looks]");
const scheme = document.querySelector("meta[name=color-scheme]");
const { dark, contrast } = form.dataset;
const PAINTS = {
  device: [dark, "screen and (prefers-color-scheme:dark)", "light dark"],
  light: ["", "", "light"],
  dark: [dark, "screen", "dark"],
  contrast: [contrast, "screen", "dark"],
};

function show() {
  const { colours, size, spacing } = Object.fromEntries(new FormData(form));
  document.documentElement.dataset.look = [size, spacing].filter((one) => one !== "normal").join(" ");
  paint(...PAINTS[colours]);
}

/** The stylesheet of the colours takes the place of the one before, right behind the light ones. */
function paint(href, media, said) {
  for (const old of document.querySelectorAll("[data-colours]")) old.remove();
  scheme.content = said;
  if (!href) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, media });
  link.dataset.colours = "";
  document.querySelector("link[rel=stylesheet]").after(link);
}

form.addEventListener("change", show);
