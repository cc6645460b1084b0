/* A page on each line in, its scores on each line out: Lighthouse as a phone on a slow network.
 *
 * In:  {url, cookie, chrome}
 * Out: {scores: {performance, accessibility, "best-practices"}, failed: [...], metrics: {...}}
 */
import {createInterface} from 'node:readline';
import {launch} from 'chrome-launcher';
import lighthouse from 'lighthouse';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const METRICS = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'total-byte-weight'];
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];

async function judge({url, cookie, chrome}) {
  const browser = await launch({chromePath: chrome, chromeFlags: FLAGS});
  try {
    const {lhr} = await lighthouse(url, {
      port: browser.port, logLevel: 'error', onlyCategories: CATEGORIES, disableStorageReset: true,
      extraHeaders: {Cookie: cookie}
    });
    const score = name => Math.round(100 * lhr.categories[name].score);
    const counted = CATEGORIES.flatMap(name => lhr.categories[name].auditRefs.filter(({weight}) => weight).map(({id}) => id));
    return {
      scores: Object.fromEntries(CATEGORIES.map(name => [name, score(name)])),
      failed: counted.filter(id => lhr.audits[id].score !== null && lhr.audits[id].score < 0.9).map(id => `${id}: ${lhr.audits[id].title}`),
      metrics: Object.fromEntries(METRICS.map(id => [id, lhr.audits[id].numericValue])),
      stopped: lhr.runtimeError?.message ?? null
    };
  } finally {
    browser.kill();
  }
}

for await (const line of createInterface({input: process.stdin})) {
  process.stdout.write(`${JSON.stringify(await judge(JSON.parse(line)))}\n`);
}
