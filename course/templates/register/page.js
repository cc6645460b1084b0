// The register answers from this file alone: nothing is sent or fetched, and no browser needs to be new.
(() => {
  const text = document.getElementById("register").textContent;
  const editions = Array.from(document.querySelectorAll("[data-edition]"));
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  const bytes = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

  // "holds", "broken", or "unknown" where the browser cannot tell.
  const judgeSignature = (key) => {
    if (!window.crypto || !window.crypto.subtle) return Promise.resolve("unknown");
    const content = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
    const signature = document.getElementById("signature").textContent;
    return Promise.resolve()
      .then(() => crypto.subtle.importKey("spki", bytes(key), { name: "Ed25519" }, false, ["verify"]))
      .then((known) => crypto.subtle.verify({ name: "Ed25519" }, known, bytes(signature), content))
      .then(
        (right) => (right ? "holds" : "broken"),
        (fault) => (fault.name === "NotSupportedError" ? "unknown" : "broken"),
      );
  };

  const read = () => {
    try {
      return JSON.parse(text);
    } catch (_fault) {
      return null;
    }
  };

  const today = () => {
    const now = new Date();
    const part = (number) => `0${number}`.slice(-2);
    return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
  };

  const stateNow = (found) =>
    found.state === "valid" && found.expires_on && found.expires_on < today() ? "expired" : found.state;

  const verdictOf = (found, certificates) => {
    if (!found) return "unknown";
    if (stateNow(found) !== "superseded") return stateNow(found);
    const newer = certificates.find((other) => other.number === found.newer.number);
    return stateNow(newer) === "valid" ? "superseded" : "superseded-over";
  };

  // As the page of the service: all words, the surname alone, the surname with other words, or neither.
  const compare = (typed, code, found) => {
    const said = plainWords(typed);
    if (!found || !found.name || !said.length) return "";
    const isHashed = (words, as) => sha256(`${code}|${plainName(words)}`) === as;
    if (isHashed(said, found.name)) return "whole";
    if (isHashed(said, found.surname)) return "surname";
    const others = said.some((_word, at) =>
      said.some((_last, end) => end >= at && isHashed(said.slice(at, end + 1), found.surname)),
    );
    return others ? "other-words" : "different";
  };

  const spoken = (day, language) => {
    const [year, month, date] = day.split("-").map(Number);
    const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return new Date(Date.UTC(year, month - 1, date)).toLocaleDateString(language, options);
  };

  const fill = (facts) => {
    editions.forEach((edition) => {
      const language = edition.lang === "pl" ? "pl-PL" : "en-GB";
      Array.from(edition.querySelectorAll("[data-fact]")).forEach((place) => {
        const fact = facts[place.dataset.fact];
        if (fact === undefined) return;
        place.textContent = /^\d{4}-\d\d-\d\d$/.test(fact) ? spoken(fact, language) : fact;
      });
    });
  };

  const showOnly = (kind, chosen) => {
    all(`[data-${kind}]`).forEach((part) => {
      part.hidden = part.dataset[kind] !== chosen;
    });
  };

  const answer = (register, code, name) => {
    const hash = sha256(code);
    const found = register.certificates.find((one) => one.code === hash);
    const verdict = verdictOf(found, register.certificates);
    if (found) {
      const newer = found.newer || {};
      fill(Object.assign({ newer_number: newer.number, newer_on: newer.issued_on }, found));
    }
    showOnly("verdict", verdict);
    showOnly("name", compare(name, code, found));
    all("[data-facts]").forEach((part) => {
      part.hidden = !found;
    });
    all("[data-only-with]").forEach((part) => {
      part.hidden = !(found && found[part.dataset.onlyWith]) || verdict === "revoked";
    });
  };

  const fields = (name) => all(`[name=${name}]`);
  const ask = (register, typed, name) => {
    const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
    const onPaper = (code.match(/.{1,4}/g) || []).join("-");
    fields("code").forEach((field) => Object.assign(field, { value: onPaper }));
    fields("name").forEach((field) => Object.assign(field, { value: name }));
    answer(register, code, name);
  };

  const speak = (language) => {
    document.documentElement.lang = language;
    editions.forEach((edition) => {
      edition.hidden = edition.lang !== language;
    });
    all("[data-speak]").forEach((button) => {
      if (button.dataset.speak === language) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
    const heading = editions.find((edition) => !edition.hidden).querySelector("h1");
    document.title = heading.textContent.replace(/\u00a0/g, " ");
  };

  const open = (register) => {
    all("form").forEach((form) => {
      form.hidden = false;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        ask(register, form.elements.code.value, form.elements.name.value);
      });
    });
    const fromAddress = () => {
      const code = decodeURIComponent(location.hash.slice(1));
      if (code) ask(register, code, "");
    };
    window.addEventListener("hashchange", fromAddress);
    fromAddress();
  };

  all("[data-speak]").forEach((button) => {
    button.addEventListener("click", () => speak(button.dataset.speak));
  });
  speak(/^pl/i.test(navigator.language) ? "pl" : "en");
  const register = read();
  (register ? judgeSignature(register.key.public) : Promise.resolve("broken")).then((signature) => {
    showOnly("signature", signature);
    if (signature === "broken") return;
    fill({ as_of: register.as_of.slice(0, 10), count: String(register.certificates.length) });
    fill({ key: register.key.id, multikey: register.key.multikey, issuer: register.issuer });
    open(register);
  });
})();
