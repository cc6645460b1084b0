"use strict";
// SHA-256 (FIPS 180-4) of a text as UTF-8, in hexadecimal. Browsers keep theirs from many local files.
const sha256 = (() => {
  const primes = [];
  for (let number = 2; primes.length < 64; number += 1) {
    if (primes.every((prime) => number % prime)) primes.push(number);
  }
  const fraction = (root) => ((root - Math.floor(root)) * 4294967296) | 0;
  const constants = primes.map((prime) => fraction(Math.cbrt(prime)));
  const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const turn = (word, by) => (word >>> by) | (word << (32 - by));

  const padded = (text) => {
    const signs = unescape(encodeURIComponent(text));
    const words = new Int32Array((((signs.length + 8) >> 6) + 1) * 16);
    for (let at = 0; at < signs.length; at += 1) {
      words[at >> 2] |= signs.charCodeAt(at) << (24 - (at % 4) * 8);
    }
    words[signs.length >> 2] |= 128 << (24 - (signs.length % 4) * 8);
    words[words.length - 2] = Math.floor(signs.length / 536870912);
    words[words.length - 1] = signs.length << 3;
    return words;
  };

  const mixed = (state, block) => {
    const line = Array.from(block);
    let [a, b, c, d, e, f, g, h] = state;
    for (let at = 0; at < 64; at += 1) {
      if (at > 15) {
        const [two, fifteen] = [line[at - 2], line[at - 15]];
        const low = turn(fifteen, 7) ^ turn(fifteen, 18) ^ (fifteen >>> 3);
        const high = turn(two, 17) ^ turn(two, 19) ^ (two >>> 10);
        line[at] = (line[at - 16] + low + line[at - 7] + high) | 0;
      }
      const chosen = (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g));
      const first = (h + chosen + constants[at] + line[at]) | 0;
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
    }
    return [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]) | 0);
  };

  return (text) => {
    const words = padded(text);
    let state = start;
    for (let at = 0; at < words.length; at += 16) state = mixed(state, words.subarray(at, at + 16));
    return state.map((word) => `0000000${(word >>> 0).toString(16)}`.slice(-8)).join("");
  };
})();
