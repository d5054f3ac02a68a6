// Tickers on the public streams of the other categories, heard with bybit-api: node tickers.mjs <base> <secret>
import { WebsocketClient } from 'bybit-api';
import { base, done, price, say, until } from '../desk.mjs';

const quiet = { trace() {}, info() {}, error() {} };
const symbols = { spot: 'BTCUSDT', inverse: 'BTCUSD', option: 'BTC-31JAN25-60000-C-USDT' };

await price('spot', 'BTCUSDT', 60_000);
await price('inverse', 'BTCUSD', 60_000);
for (const [category, symbol] of Object.entries(symbols)) {
  const heard = [];
  const stream = new WebsocketClient({ wsUrl: `${base.replace('http', 'ws')}/v5/public/${category}` }, quiet);
  // The SDK passes an option's acknowledgement on as an update: it has data, and no topic.
  stream.on('update', (message) => message.topic && heard.push(message.data));
  stream.subscribeV5(`tickers.${symbol}`, category);
  const first = await until(`the first ticker of ${category}`, () => heard[0]);
  say(`${category}.first`, { last: first.lastPrice, bid: first.bidPrice ?? first.bid1Price, index: first.indexPrice ?? first.usdIndexPrice, mark: first.markPrice });
  await price('spot', 'BTCUSDT', 61_000);
  await price('inverse', 'BTCUSD', 61_000);
  const moved = (row) => (category === 'option' ? Number(row.indexPrice) === 61_000 : Number(row.lastPrice) === 61_000);
  const next = await until(`the next ticker of ${category}`, () => heard.slice(1).find(moved));
  say(`${category}.next`, { last: next.lastPrice, index: next.indexPrice ?? next.usdIndexPrice, mark: next.markPrice });
  await price('spot', 'BTCUSDT', 60_000);
  await price('inverse', 'BTCUSD', 60_000);
}
done();
