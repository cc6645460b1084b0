// Shows buttons that copy a field: <button type="button" data-copy="id" data-said="Copied" hidden>.

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.said;
    } catch {
      // An old browser, or a page without TLS: the address is selected, and copied by hand.
    }
  });
}
