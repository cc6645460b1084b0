// Puts in place what the server drew anew with a save: maps, what is missing, warnings beside fields.

document.addEventListener("saved", ({ detail }) => {
  for (const [name, html] of Object.entries(detail.drawn ?? {})) {
    const place = document.querySelector(`[data-drawn="${CSS.escape(name)}"]`);
    if (place && place.innerHTML !== html) place.innerHTML = html;
  }
});
