// The life of an option, told with ccxt: node option.mjs <base> <secret>
import { done, price, say, until } from '../desk.mjs';
import { exchangeOf, refusal } from './client.mjs';

const symbol = 'BTC/USDT:USDT-250131-60000-C';
const exchange = await exchangeOf('option');
const statusNames = { open: 'New', closed: 'Filled', canceled: 'Cancelled' };
const place = async (type, side, qty, limit, params) => (await exchange.createOrder(symbol, type, side, qty, limit, params)).id;
const found = (order) => exchange.fetchOrder(order, symbol, { acknowledged: true }).catch(() => undefined);
const inState = (order, state) =>
  until(`${order} in ${state}`, async () => {
    const seen = await found(order);
    return seen?.status === state && seen;
  });
const tellOrder = (check, { status, amount, price: limit, filled }) =>
  say(check, { status: statusNames[status], qty: amount, price: limit, filled });
const fillsOf = async (order) =>
  (await exchange.fetchOrderTrades(order, symbol)).map((fill) => ({
    qty: fill.amount, price: fill.price, value: fill.cost, fee: fill.fee.cost, feeCoin: fill.fee.currency, maker: fill.takerOrMaker === 'maker',
    side: fill.side === 'buy' ? 'Buy' : 'Sell',
  }));
const tellBalance = async (check) => say(check, { total: (await exchange.fetchBalance()).USDT.total });

await price('spot', 'BTCUSDT', 60_000);
await exchange.loadMarkets();
const market = exchange.market(symbol);
say('market', {
  tick: market.precision.price, step: market.precision.amount, minQty: market.limits.amount.min, settle: market.settle,
  expiry: market.expiry, kind: market.optionType === 'call' ? 'Call' : 'Put', status: market.active ? 'Trading' : 'Closed',
});
say('board', { symbols: Object.values(exchange.markets).filter(({ base }) => base === 'BTC').map(({ id }) => id) });
const ticker = await exchange.fetchTicker(symbol);
const greeks = await exchange.fetchGreeks(symbol);
say('ticker', {
  bid: ticker.bid, ask: ticker.ask, mark: ticker.markPrice, index: ticker.indexPrice,
  delta: greeks.delta, gamma: greeks.gamma, vega: greeks.vega, theta: greeks.theta, iv: greeks.markImpliedVolatility,
});
const rate = await exchange.fetchTradingFee(symbol);
say('fees', { taker: rate.taker, maker: rate.maker });
await tellBalance('balance.start');

const limit = await place('limit', 'buy', 0.1, 50, { clientOrderId: 'judge-option' });
tellOrder('limit.open', await inState(limit, 'open'));
await exchange.editOrder(limit, symbol, 'limit', 'buy', 0.2, 55);
await until('the amendment', async () => (await found(limit)).price === 55);
tellOrder('limit.amended', await found(limit));
await exchange.cancelOrder(limit, symbol);
tellOrder('limit.cancelled', await inState(limit, 'canceled'));
say('limit.cancelledAgain', await refusal(exchange.cancelOrder(limit, symbol)));
say('limit.duplicate', await refusal(place('limit', 'buy', 0.1, 50, { clientOrderId: 'judge-option' })));
say('limit.tooMuch', await refusal(place('limit', 'buy', 100, ticker.ask)));
say('flat.reduce', await refusal(place('market', 'sell', 0.1, undefined, { reduceOnly: true })));

const bought = await place('market', 'buy', 0.1);
tellOrder('buy.order', await inState(bought, 'closed'));
say('buy.fills', { fills: await fillsOf(bought) });
await tellBalance('balance.bought');
const [held] = await exchange.fetchPositions([symbol]);
say('position', {
  side: held.side === 'long' ? 'Buy' : 'Sell', size: held.contracts, entry: held.entryPrice, mark: held.markPrice, pnl: held.unrealizedPnl,
  margin: held.initialMargin,
});

const sold = await place('market', 'sell', 0.1, undefined, { reduceOnly: true });
tellOrder('sell.order', await inState(sold, 'closed'));
say('sell.fills', { fills: await fillsOf(sold) });
await tellBalance('balance.end');
const { result } = await exchange.privateGetV5PositionGetClosedPositions({ category: 'option' });
const [closed] = result.list;
say('closed', { qty: closed.qty, pnl: closed.totalPnl, entry: closed.avgEntryPrice, exit: closed.avgExitPrice });
const dying = 'BTC/USDT:USDT-250107-66000-C';
say('link.missing', await refusal(exchange.privatePostV5OrderCreate({
  category: 'option', symbol: exchange.market(dying).id, side: 'Buy', orderType: 'Market', qty: '1',
})));
const cheap = await exchange.createOrder(dying, 'market', 'buy', 1, undefined, { clientOrderId: 'judge-cheap' });
await until('the cheap fill', async () => (await exchange.fetchOrder(cheap.id, dying, { acknowledged: true }).catch(() => undefined))?.status === 'closed');
say('cheap.fills', {
  fills: (await exchange.fetchOrderTrades(cheap.id, dying)).map((fill) => ({ qty: fill.amount, price: fill.price, value: fill.cost, fee: fill.fee.cost })),
});
done();
