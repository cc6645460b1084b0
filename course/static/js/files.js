// Sends a file as soon as it is chosen: <input type="file" data-send="id of its button">.

document.addEventListener("change", ({ target }) => {
  if (target.dataset.send && target.files.length) document.getElementById(target.dataset.send).click();
});
