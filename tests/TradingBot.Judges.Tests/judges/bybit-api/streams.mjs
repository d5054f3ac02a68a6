// One order's story on the private stream and prices on the public one, heard with bybit-api: node streams.mjs <base> <secret>
import { WebsocketClient } from 'bybit-api';
import { base, done, key, price, say, secret, until } from '../desk.mjs';
import { client, ok } from './client.mjs';

const socket = base.replace('http', 'ws');
const quiet = { trace() {}, info() {}, error() {} };
const heard = [];

/** One client for one address: the SDK's own address override serves every kind of topic alike. */
async function listen(path, topics, category, isPrivate) {
  const stream = new WebsocketClient({ key, secret, wsUrl: `${socket}${path}`, recvWindow: 20_000 }, quiet);
  const ready = new Promise((resolve) => stream.on(isPrivate ? 'authenticated' : 'open', resolve));
  stream.on('update', (message) => heard.push(message));
  stream.on('response', (message) => heard.push({ topic: 'response', data: message }));
  stream.on('exception', (fault) => heard.push({ topic: 'exception', data: fault }));
  stream.subscribeV5(topics, category, isPrivate);
  await ready;
  await until(`the subscription to ${topics}`, () => heard.some(({ topic, data }) => topic === 'response' && data.success && data.op !== 'auth'));
  heard.splice(0, heard.findIndex(({ topic }) => topic === 'response') + 1);
}

const next = (topic, accept = () => true) =>
  until(`a message of ${topic}`, () => {
    const index = heard.findIndex((message) => message.topic === topic && accept(message));
    return index >= 0 && heard.splice(index, 1)[0];
  });
const rows = async (topic, accept) => (await next(topic, ({ data }) => data.some(accept))).data.filter(accept);

await price('linear', 'BTCUSDT', 60_000);
await client.fetchServerTime();
await listen('/v5/private', ['order', 'execution', 'position', 'wallet'], 'linear', true);
const { orderId } = await ok(client.submitOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.050', price: '59000' }));
const [open] = await rows('order', (row) => row.orderId === orderId && row.orderStatus === 'New');
say('order.open', { status: open.orderStatus, qty: open.qty, filled: open.cumExecQty, category: open.category });
await price('linear', 'BTCUSDT', 59_000);
const [filled] = await rows('order', (row) => row.orderId === orderId && row.orderStatus === 'Filled');
say('order.filled', { status: filled.orderStatus, qty: filled.qty, filled: filled.cumExecQty, average: filled.avgPrice });
const [fill] = await rows('execution', (row) => row.orderId === orderId);
say('fill', { qty: fill.execQty, price: fill.execPrice, value: fill.execValue, fee: fill.execFee, maker: fill.isMaker, pnl: fill.execPnl });
const [held] = await rows('position', (row) => row.size === '0.050');
say('position', { side: held.side, size: held.size, entry: held.entryPrice });
const wallet = await next('wallet', ({ data }) => Number(data[0].coin[0].walletBalance) !== 10_000);
say('wallet', { total: wallet.data[0].coin.find(({ coin }) => coin === 'USDT').walletBalance });

await listen('/v5/public/linear', ['tickers.BTCUSDT', 'orderbook.50.BTCUSDT', 'publicTrade.BTCUSDT', 'kline.1.BTCUSDT'], 'linear', false);
const whole = await next('tickers.BTCUSDT', ({ type }) => type === 'snapshot');
say('ticker.whole', { last: whole.data.lastPrice, bid: whole.data.bid1Price, ask: whole.data.ask1Price });
await price('linear', 'BTCUSDT', 60_500);
const delta = await next('tickers.BTCUSDT', ({ type, data }) => type === 'delta' && data.lastPrice);
say('ticker.delta', { last: delta.data.lastPrice });
const book = await next('orderbook.50.BTCUSDT');
say('book', { bid: book.data.b[0][0], ask: book.data.a[0][0] });
const trade = await next('publicTrade.BTCUSDT');
say('trade', { price: trade.data[0].p, side: trade.data[0].S });
const bar = await next('kline.1.BTCUSDT', ({ data }) => data[0].close === '60500.0');
say('bar', { close: bar.data[0].close, confirm: bar.data[0].confirm });
done();
