/* One credential on each line in, one verdict on each line out. Asks the network for nothing.
 *
 * In:  {credential, documents: {address: document}, now}
 * Out: {verified, closed, why}; `closed` is the bit of the status list, null where it was not read.
 * `verified` alone is no answer: the library says true for a revoked credential.
 */
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {contexts} from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const MULTIKEY = 'https://w3id.org/security/multikey/v1';
const vendored = new URL('../../course/credentials/contexts/open-badges-3.0.3.json', import.meta.url);
const known = new Map([...contexts, [OPEN_BADGES, JSON.parse(readFileSync(vendored, 'utf8'))]]);

function loaderOf(documents) {
  return async address => {
    const [document, fragment] = address.split('#');
    const found = documents[document] ?? known.get(document);
    if(!found) {
      throw new Error(`not loaded from anywhere: ${address}`);
    }
    const method = fragment && found.verificationMethod?.find(({id}) => id === address);
    return {
      contextUrl: null,
      documentUrl: address,
      document: method ? {'@context': MULTIKEY, ...method} : found
    };
  };
}

// The library asks the clock when it checks a list; here it is told the time instead.
const Clock = Date;
function stopClock(moment) {
  const then = Clock.parse(moment);
  globalThis.Date = class extends Clock {
    constructor(...given) {
      super(...(given.length ? given : [then]));
    }

    static now() {
      return then;
    }
  };
}

async function judge({credential, documents, now}) {
  stopClock(now);
  const documentLoader = loaderOf(documents);
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({
    credential, suite, documentLoader,
    checkStatus: options => checkStatus({...options, suite, verifyMatchingIssuers: true})
  });
  const status = result.statusResult?.results?.[0]?.status ?? null;
  const error = result.error ?? result.statusResult?.error;
  const why = error?.errors?.map(({message}) => message) ?? error?.message;
  return {verified: result.verified, closed: status, why: why ?? null};
}

for await (const line of createInterface({input: process.stdin})) {
  let verdict;
  try {
    verdict = await judge(JSON.parse(line));
  } catch(error) {
    verdict = {verified: false, closed: null, why: error.message};
  }
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
}
