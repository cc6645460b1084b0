// Counts down the time that the server said is left, says once that a minute is left, and leads on when it is up.
// The server's clock alone decides; every save tells anew how much is left.

import { deliverAll } from "./delivery.js";

const MINUTE = 60_000;
let end = null; // by this page's own clock, which only measures lengths

const after = (seconds) => performance.now() + Number(seconds) * 1000;

function warn() {
  const line = document.querySelector("[data-warning]");
  if (line && !line.textContent) line.textContent = line.dataset.said;
}

async function lead(box) {
  clearInterval(ticking);
  await deliverAll();
  location.assign(box.dataset.whenOver);
}

function look() {
  const box = document.querySelector("[data-seconds-left]");
  if (!box) return null;
  end ??= after(box.dataset.secondsLeft);
  const left = end - performance.now();
  const said = box.querySelector("[data-countdown]");
  if (left > MINUTE) said.textContent = said.dataset.said.replace("{count}", Math.floor(left / MINUTE));
  else if (left > 0) warn();
  else return lead(box);
  return null;
}

document.addEventListener("saved", ({ detail }) => {
  if (Number.isInteger(detail.seconds_left)) end = after(detail.seconds_left);
});
const ticking = setInterval(look, 1000);
look();
