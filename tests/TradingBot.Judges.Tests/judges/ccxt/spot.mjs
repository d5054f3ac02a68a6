// The life of spot orders, told with ccxt: node spot.mjs <base> <secret>
import { done, price, say, until } from '../desk.mjs';
import { exchangeOf, refusal } from './client.mjs';

const symbol = 'BTC/USDT';
const exchange = await exchangeOf('spot');
const statusNames = { open: 'New', closed: 'Filled', canceled: 'Cancelled' };
const place = async (type, side, qty, limit, params) => (await exchange.createOrder(symbol, type, side, qty, limit, params)).id;
const found = (order) => exchange.fetchOrder(order, symbol, { acknowledged: true }).catch(() => undefined);
const inState = (order, ...states) =>
  until(`${order} in ${states}`, async () => {
    const seen = await found(order);
    return seen && states.includes(seen.status) && seen;
  });
const tellOrder = (check, { status, amount, price: limit, average, filled, cost }) =>
  say(check, { status: statusNames[status], qty: amount, price: limit, average, filled, value: cost });
const fillsOf = async (order) =>
  (await exchange.fetchOrderTrades(order, symbol)).map((fill) => ({
    qty: fill.amount, price: fill.price, fee: fill.fee.cost, feeCoin: fill.fee.currency, maker: fill.takerOrMaker === 'maker',
    side: fill.side === 'buy' ? 'Buy' : 'Sell',
  }));
const tellBalances = async (check) => {
  const all = await exchange.fetchBalance();
  say(check, {
    usdt: all.USDT.total, usdtLocked: all.USDT.used, btc: all.BTC?.total ?? 0, btcLocked: all.BTC?.used ?? 0,
  });
};

await price('spot', 'BTCUSDT', 60_000);
await exchange.loadMarkets();
const market = exchange.market(symbol);
say('market', { tick: market.precision.price, step: market.precision.amount, minValue: market.limits.cost.min, status: market.active ? 'Trading' : 'Closed' });
const ticker = await exchange.fetchTicker(symbol);
say('ticker', { last: ticker.last, bid: ticker.bid, ask: ticker.ask });
await tellBalances('balance.start');

const limit = await place('limit', 'buy', 0.01, 58_000, { clientOrderId: 'judge-spot' });
tellOrder('limit.open', await inState(limit, 'open'));
await tellBalances('balance.locked');
await exchange.editOrder(limit, symbol, 'limit', 'buy', 0.02, 58_100);
await until('the amendment', async () => (await found(limit)).price === 58_100);
tellOrder('limit.amended', await found(limit));
await exchange.cancelOrder(limit, symbol);
tellOrder('limit.cancelled', await inState(limit, 'canceled'));
say('limit.cancelledAgain', await refusal(exchange.cancelOrder(limit, symbol)));
say('limit.duplicate', await refusal(place('limit', 'buy', 0.01, 58_000, { clientOrderId: 'judge-spot' })));
say('limit.tooSmall', await refusal(place('limit', 'buy', 0.000001, 58_000)));

const bought = await exchange.createMarketBuyOrderWithCost(symbol, 600);
tellOrder('buy.order', await inState(bought.id, 'closed'));
say('buy.fills', { fills: await fillsOf(bought.id) });
await tellBalances('balance.bought');
say('sell.withoutFee', await refusal(place('market', 'sell', 0.009999)));

const waiting = await place('market', 'sell', 0.004, undefined, { stopLossPrice: 55_000 });
await until('the waiting order', () => found(waiting));
await tellBalances('balance.tpsl');
await exchange.cancelOrder(waiting, symbol, { orderFilter: 'tpslOrder' });
tellOrder('tpsl.cancelled', await inState(waiting, 'canceled'));

const resting = await place('limit', 'sell', 0.004, 61_000);
await inState(resting, 'open');
await price('spot', 'BTCUSDT', 61_000);
tellOrder('maker.order', await inState(resting, 'closed'));
say('maker.fills', { fills: await fillsOf(resting) });

const sold = await place('market', 'sell', 0.005);
tellOrder('sell.order', await inState(sold, 'closed'));
say('sell.fills', { fills: await fillsOf(sold) });
await tellBalances('balance.end');
done();
