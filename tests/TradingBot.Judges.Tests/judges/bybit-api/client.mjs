import { RestClientV5 } from 'bybit-api';
import { base, key, secret } from '../desk.mjs';
import { patient } from '../patience.mjs';

const sdk = new RestClientV5({ key, secret, baseUrl: base, recv_window: 20_000, enable_time_sync: true, parseAPIRateLimits: true });

export const client = patient(sdk, (answer) => answer?.retCode === 10006);

/** The result of an answer, which must be a success. */
export async function ok(answer) {
  const { retCode, retMsg, result } = await answer;
  if (retCode !== 0) throw new Error(`refused: ${retCode} ${retMsg}`);
  return result;
}

export const rows = async (answer) => (await ok(answer)).list;
export const code = async (answer) => (await answer).retCode;

export const orderBy = async (category, orderId) => (await rows(client.getActiveOrders({ category, orderId })))[0];

export const fillsOf = async (category, orderId) =>
  (await rows(client.getExecutionList({ category, orderId }))).map((fill) => ({
    qty: fill.execQty, price: fill.execPrice, value: fill.execValue, fee: fill.execFee, feeCoin: fill.feeCurrency, maker: fill.isMaker,
    closed: fill.closedSize, side: fill.side,
  }));

export const balanceOf = async (coin) => {
  const [account] = await rows(client.getWalletBalance({ accountType: 'UNIFIED', coin }));
  return account.coin[0];
};
