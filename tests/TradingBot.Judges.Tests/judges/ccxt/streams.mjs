// One order's story on the private stream and prices on the public one, heard with ccxt: node streams.mjs <base> <secret>
import { done, price, say, until } from '../desk.mjs';
import { exchangeOf, streamsOf } from './client.mjs';

const symbol = 'BTC/USDT:USDT';
const exchange = await exchangeOf('linear');
const streams = await streamsOf('linear');
await exchange.loadMarkets();
await streams.loadMarkets();

/** Keeps hearing one kind of news; what was heard stands in the list. */
function follow(watch) {
  const heard = [];
  (async () => {
    for (;;) heard.push(...[await watch()].flat());
  })().catch((fault) => heard.push({ fault }));
  return heard;
}
const found = (heard, accept) => {
  const broken = heard.find(({ fault }) => fault);
  if (broken) throw broken.fault;
  return heard.find(accept);
};
const next = (what, heard, accept) => until(what, () => found(heard, accept));

await price('linear', 'BTCUSDT', 60_000);
const trades = follow(() => streams.watchMyTrades(symbol));
const orders = follow(() => streams.watchOrders(symbol));
const positions = follow(() => streams.watchPositions([symbol]));
const balances = follow(() => streams.watchBalance());
// A canary tells when the subscriptions stand: the stream itself has no other sign of it.
const canary = await exchange.createOrder(symbol, 'limit', 'buy', 0.001, 40_000);
let moved = 40_000;
const sing = () => exchange.editOrder(canary.id, symbol, 'limit', 'buy', 0.001, (moved += 1));
await until('the subscriptions', async () => {
  await sing();
  return orders.length > 0 && positions.length > 0 && balances.length > 0;
});
// Of states that came in the same breath a promise tells only one: the canary has them told again.
const state = (what, heard, accept) =>
  until(what, async () => {
    await sing();
    return found(heard, accept);
  });
const { id } = await exchange.createOrder(symbol, 'limit', 'buy', 0.05, 59_000);
const open = await next('the open order', orders, (order) => order.id === id && order.status === 'open');
say('order.open', { status: 'New', qty: open.amount, filled: open.filled, category: open.info.category });
await price('linear', 'BTCUSDT', 59_000);
const filled = await next('the filled order', orders, (order) => order.id === id && order.status === 'closed');
say('order.filled', { status: 'Filled', qty: filled.amount, filled: filled.filled, average: filled.average });
const fill = await next('the fill', trades, (trade) => trade.order === id);
say('fill', { qty: fill.amount, price: fill.price, value: fill.cost, fee: fill.fee.cost, maker: fill.takerOrMaker === 'maker', pnl: fill.info.execPnl });
const held = await state('the position', positions, (position) => position.contracts === 0.05);
say('position', { side: held.side === 'long' ? 'Buy' : 'Sell', size: held.contracts, entry: held.entryPrice });
const wallet = await state('the balance', balances, (balance) => balance.USDT.total !== 10_000);
say('wallet', { total: wallet.USDT.total });

const whole = await streams.watchTicker(symbol);
say('ticker.whole', { last: whole.last, bid: whole.bid, ask: whole.ask });
const tickers = follow(() => streams.watchTicker(symbol));
const books = follow(async () => structuredClone(await streams.watchOrderBook(symbol, 50)));
const prints = follow(() => streams.watchTrades(symbol));
const bars = follow(() => streams.watchOHLCV(symbol, '1m').then((list) => list.map((bar) => ({ bar }))));
await next('the book', books, ({ bids }) => bids.length > 0);
let wanted = 60_500;
await until('prices on every stream', async () => {
  await price('linear', 'BTCUSDT', wanted);
  wanted = wanted === 60_500 ? 60_400 : 60_500;
  return (
    prints.some((print) => print.price === 60_500) &&
    bars.some(({ bar: [, , , , close] }) => close === 60_500) &&
    tickers.some(({ last }) => last === 60_500) &&
    books.some(({ bids }) => bids[0]?.[0] === 60_499.9)
  );
});
const delta = await next('the new ticker', tickers, ({ last }) => last === 60_500);
say('ticker.delta', { last: delta.last });
const book = await next('the new book', books, ({ bids }) => bids[0]?.[0] === 60_499.9);
say('book', { bid: book.bids[0][0], ask: book.asks[0][0] });
const trade = await next('the trade', prints, (print) => print.price === 60_500);
say('trade', { price: trade.price, side: trade.side === 'buy' ? 'Buy' : 'Sell' });
const bar = await next('the bar', bars, ({ bar: [, , , , close] }) => close === 60_500);
say('bar', { close: bar.bar[4], confirm: false });
done();
