// Moves the automatic counts after each save: autosave.js tells what the server counted.

document.addEventListener("saved", ({ detail }) => {
  const bars = document.querySelectorAll("[data-counts] > li");
  (detail.counts ?? []).forEach(({ value, said }, place) => {
    const bar = bars[place].querySelector("progress");
    bar.value = value;
    bar.setAttribute("aria-label", `${bar.dataset.label}: ${said}`);
    bars[place].querySelector("b").textContent = said;
  });
});
