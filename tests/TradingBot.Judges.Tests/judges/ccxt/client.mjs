import ccxt from 'ccxt';
import { base, key, secret } from '../desk.mjs';
import { patient } from '../patience.mjs';

const socket = base.replace('http', 'ws');
const account = `${socket}/v5/private`;
const settings = {
  apiKey: key,
  secret,
  enableRateLimit: false,
  urls: {
    api: {
      public: base, private: base, spot: base, futures: base, v2: base,
      ws: {
        public: {
          spot: `${socket}/v5/public/spot`, linear: `${socket}/v5/public/linear`, inverse: `${socket}/v5/public/inverse`,
          option: `${socket}/v5/public/option`,
        },
        private: { spot: { unified: account, nonUnified: account }, contract: account, usdc: account, trade: `${socket}/v5/trade` },
      },
    },
  },
  options: { adjustForTimeDifference: true, recvWindow: 20_000 },
};

const isLimited = (_, fault) => fault instanceof ccxt.RateLimitExceeded;
const restricted = (types) => ({ ...settings, options: { ...settings.options, fetchMarkets: { types } } });

/** The exchange as ccxt sees it, restricted to some kinds of market, with the clocks compared. */
export async function exchangeOf(...types) {
  const sdk = new ccxt.bybit(restricted(types));
  await sdk.loadTimeDifference();
  return patient(sdk, isLimited);
}

/** The same over streams, where ccxt waits for what it is asked to watch. */
export async function streamsOf(...types) {
  const sdk = new ccxt.pro.bybit(restricted(types));
  // ccxt asks for this call on addresses without TLS; no proxy is used.
  await sdk.loadHttpProxyAgent();
  await sdk.loadTimeDifference();
  return sdk;
}

/** What a call that has to fail was refused with: the exchange's code and the class that ccxt makes of it. */
export async function refusal(call) {
  try {
    await call;
    return { code: 0 };
  } catch (fault) {
    const body = /\{.*\}/s.exec(fault.message)?.[0];
    return { code: body ? JSON.parse(body).retCode : undefined, kind: fault.constructor.name };
  }
}
