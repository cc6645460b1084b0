// An honest word where the network is missing: a form that only the network can carry stays as it is, and says so.

let note;

/** What a button says that has to wait: right beside it, and only while there is no network. */
function hold(event, sentence) {
  if (navigator.onLine || event.defaultPrevented || event.target.method !== "post") return;
  event.preventDefault();
  note ??= made(sentence);
  (event.submitter ?? event.target).after(note);
}

function made(sentence) {
  const line = document.createElement("p");
  line.className = "save wait";
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  return line;
}

export function holdForms(sentence) {
  document.addEventListener("submit", (event) => hold(event, sentence));
  addEventListener("online", () => note?.remove());
}
