// What every judge needs: where the exchange is, a way to say what the SDK saw, patience, and the simulation's prices.
const [, , base, secret = 'paper'] = process.argv;

export { base, secret };
export const key = 'paper';

/** One line of JSON a finding; the test that started this judge reads them and decides. */
export function say(check, values) {
  process.stdout.write(`${JSON.stringify({ check, ...values })}\n`);
}

/** The last finding. An SDK's own timers must not keep the judge alive. */
export function done() {
  process.stdout.write(`${JSON.stringify({ check: 'done' })}\n`, () => process.exit(0));
}

/** The first answer that is not undefined, null or false. */
export async function until(what, look) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Control of the simulation, no part of the exchange's API. */
export async function sim(path, body) {
  const response = await fetch(`${base}/sim/${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`/sim/${path}: ${await response.text()}`);
}

export const price = (category, symbol, value) => sim('prices', { category, symbol, price: String(value), hold: true });
