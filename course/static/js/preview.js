// Reloads the page when a file of the course has changed: `flask content preview`.

const { stamp } = document.querySelector("script[data-stamp]").dataset;

async function look() {
  try {
    const answer = await (await fetch("/preview/stamp")).json();
    if (answer.stamp !== stamp) location.reload();
  } catch {
    // the preview has ended, or begins again: the next look will tell
  }
}

setInterval(look, 1000);
