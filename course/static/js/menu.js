// The person's menu opens by itself; this shuts it when Esc is pressed or something else is touched.

const menu = document.querySelector("[data-menu]");

function shut(event) {
  if (!menu.open || menu.contains(event.target)) return;
  menu.open = false;
}

if (menu) {
  for (const kind of ["pointerdown", "focusin"]) document.addEventListener(kind, shut);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
