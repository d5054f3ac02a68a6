// The life of a perpetual's orders, told with ccxt: node perpetual.mjs <base> <secret> <category>
import { done, price, say, until } from '../desk.mjs';
import { perpetuals } from '../perpetuals.mjs';
import { exchangeOf, refusal } from './client.mjs';

const category = process.argv[4];
const { symbol: id, unified: symbol, coin, small, amended, large, part, short, tooMuch } = perpetuals[category];
const exchange = await exchangeOf(category);

const statusNames = { open: 'New', closed: 'Filled', canceled: 'Cancelled' };
const place = async (type, side, qty, limit, params) => (await exchange.createOrder(symbol, type, side, Number(qty), limit, params)).id;
const found = (order) => exchange.fetchOrder(order, symbol, { acknowledged: true }).catch(() => undefined);
const inState = (order, ...states) =>
  until(`${order} in ${states}`, async () => {
    const seen = await found(order);
    return seen && states.includes(seen.status) && seen;
  });
const tellOrder = (check, { status, amount, price: limit, average, filled, cost, fee }) =>
  say(check, { status: statusNames[status], qty: amount, price: limit, average, filled, value: cost, fee: fee?.cost });
const fillsOf = async (order) =>
  (await exchange.fetchOrderTrades(order, symbol)).map((fill) => ({
    qty: fill.amount, price: fill.price, fee: fill.fee.cost, feeCoin: fill.fee.currency, maker: fill.takerOrMaker === 'maker',
    side: fill.side === 'buy' ? 'Buy' : 'Sell',
  }));
const position = () => exchange.fetchPosition(symbol);
const sides = { long: 'Buy', short: 'Sell' };
const tellPosition = async (check) => {
  const held = await position();
  say(check, {
    side: sides[held.side] ?? '', size: held.contracts ?? 0, entry: held.entryPrice, mark: held.markPrice, pnl: held.unrealizedPnl,
    leverage: held.leverage, takeProfit: held.takeProfitPrice, stopLoss: held.stopLossPrice, trailing: held.info.trailingStop,
  });
};
const sized = (size) => until(`a position of ${size}`, async () => ((await position()).contracts ?? 0) === Number(size));
const tellClosed = async (check, order) => {
  const row = await until(`the closed result of ${order}`, async () =>
    (await exchange.fetchPositionsHistory([symbol])).find(({ info }) => info.orderId === order),
  );
  // ccxt tells the side of the position that was closed, not of the order that closed it.
  say(check, {
    side: row.side === 'long' ? 'Sell' : 'Buy', qty: row.contracts, entry: row.entryPrice, exit: row.lastPrice ?? row.info.avgExitPrice,
    pnl: row.realizedPnl, openFee: row.info.openFee, closeFee: row.info.closeFee,
  });
};

await price(category, id, 60_000);
say('time', { time: await exchange.fetchTime() });
await exchange.loadMarkets();
const market = exchange.market(symbol);
say('market', {
  tick: market.precision.price, step: market.precision.amount, minQty: market.limits.amount.min, maxLeverage: market.limits.leverage.max,
  settle: market.settle, status: market.active ? 'Trading' : 'Closed',
});
const ticker = await exchange.fetchTicker(symbol);
say('ticker', { last: ticker.last, bid: ticker.bid, ask: ticker.ask });
const book = await exchange.fetchOrderBook(symbol, 5);
say('book', { bid: book.bids[0][0], ask: book.asks[0][0], bids: book.bids.map(([level]) => level), asks: book.asks.map(([level]) => level) });
say('bars', { close: (await exchange.fetchOHLCV(symbol, '1m', undefined, 3)).at(-1)[4] });
say('balance.start', { total: (await exchange.fetchBalance())[coin].total });
const rates = await exchange.fetchTradingFee(symbol);
say('fees', { taker: rates.taker, maker: rates.maker });

say('leverage.first', await refusal(exchange.setLeverage(5, symbol)));
say('leverage.again', await refusal(exchange.setLeverage(5, symbol)));

const limit = await place('limit', 'buy', small, 58_000, { clientOrderId: 'judge-limit' });
tellOrder('limit.open', await inState(limit, 'open'));
say('limit.listed', { count: (await exchange.fetchOpenOrders(symbol)).length });
await exchange.editOrder(limit, symbol, 'limit', 'buy', Number(amended), 58_100);
await until('the amendment', async () => (await found(limit)).price === 58_100);
tellOrder('limit.amended', await found(limit));
await exchange.cancelOrder(undefined, symbol, { orderLinkId: 'judge-limit' });
tellOrder('limit.cancelled', await inState(limit, 'canceled'));
say('limit.history', { found: (await exchange.fetchCanceledOrders(symbol)).filter((order) => order.id === limit).length });
say('limit.cancelledAgain', await refusal(exchange.cancelOrder(limit, symbol)));
say('limit.duplicate', await refusal(place('limit', 'buy', small, 58_000, { clientOrderId: 'judge-limit' })));
say('limit.tooMuch', await refusal(place('limit', 'buy', tooMuch, 58_000)));
const swept = await place('limit', 'buy', small, 57_000);
await inState(swept, 'open');
await exchange.cancelAllOrders(symbol);
tellOrder('sweep.cancelled', await inState(swept, 'canceled'));

const resting = await place('limit', 'buy', part, 59_000, { postOnly: true });
await inState(resting, 'open');
await price(category, id, 59_000);
tellOrder('maker.order', await inState(resting, 'closed'));
say('maker.fills', { fills: await fillsOf(resting) });
await price(category, id, 60_000);

const entry = await place('market', 'buy', large, undefined, {
  stopLoss: { triggerPrice: 56_000 }, takeProfit: { triggerPrice: 66_000 }, clientOrderId: 'judge-entry',
});
tellOrder('entry.order', await inState(entry, 'closed'));
say('entry.fills', { fills: await fillsOf(entry) });
await tellPosition('position.open');
say('protection', {
  orders: (await exchange.fetchOpenOrders(symbol)).map((row) => ({
    kind: row.info.stopOrderType, trigger: row.triggerPrice, qty: row.amount, side: row.side === 'buy' ? 'Buy' : 'Sell',
    reduceOnly: row.reduceOnly, status: row.status === 'open' ? 'Untriggered' : row.status,
  })),
});
const stop = (trigger) => refusal(exchange.createOrder(symbol, 'market', 'sell', 0, undefined, { stopLossPrice: trigger, tradingStopEndpoint: true }));
say('stop.moved', await stop(57_000));
say('stop.again', await stop(57_000));
say('stop.wrongSide', await stop(61_000));
await tellPosition('position.moved');

const reduced = await place('market', 'sell', part, undefined, { reduceOnly: true });
await inState(reduced, 'closed');
await tellClosed('closed.part', reduced);

say('trailing.set', await refusal(exchange.createOrder(symbol, 'market', 'sell', Number(large), undefined, { trailingAmount: 500 })));
await tellPosition('position.trailing');
await price(category, id, 62_000);
await price(category, id, 61_400);
await sized(0);
await tellPosition('position.flat');
const trail = (await exchange.fetchClosedOrders(symbol)).find(({ info }) => info.stopOrderType === 'TrailingStop');
say('trailing.fired', { side: trail.side === 'buy' ? 'Buy' : 'Sell', qty: trail.filled, average: trail.average, createType: trail.info.createType });
await tellClosed('closed.trailing', trail.id);
say('protection.gone', { count: (await exchange.fetchOpenOrders(symbol)).length });

await price(category, id, 60_000);
await inState(await place('market', 'sell', short), 'closed');
await price(category, id, 61_000);
await tellPosition('position.short');
const cover = await place('market', 'buy', short, undefined, { reduceOnly: true });
await inState(cover, 'closed');
await tellClosed('closed.short', cover);
say('flat.reduce', await refusal(place('market', 'buy', short, undefined, { reduceOnly: true })));

const draft = (qty, clientOrderId) => ({ symbol, type: 'limit', side: 'buy', amount: Number(qty), price: 58_000, params: { clientOrderId } });
const batch = await exchange.createOrders([draft(small, 'judge-batch-1'), draft(tooMuch, 'judge-batch-2'), draft(amended, 'judge-batch-3')]);
say('batch.placed', { refused: batch.map(({ status }) => status === 'rejected'), ids: batch.map((order) => order.id ?? '') });
const [one, , three] = batch.map((order) => order.id);
await inState(one, 'open');
await inState(three, 'open');
await exchange.editOrders([{ id: one, symbol, type: 'limit', side: 'buy', amount: Number(amended), price: 58_000 }]);
await until('the amendment of the batch', async () => (await found(one)).amount === Number(amended));
// ccxt cancels batches of linear orders only.
const gone = category === 'linear'
  ? await exchange.cancelOrders([one, three], symbol)
  : [await exchange.cancelOrder(one, symbol), await exchange.cancelOrder(three, symbol)];
say('batch.cancelled', { ids: gone.map((order) => order.id) });
tellOrder('batch.first', await inState(one, 'canceled'));
tellOrder('batch.third', await inState(three, 'canceled'));

const conditional = await place('market', 'buy', small, undefined, { triggerPrice: 62_000, triggerDirection: 'ascending' });
await until('the waiting order', async () => (await found(conditional))?.triggerPrice === 62_000);
await price(category, id, 62_000);
tellOrder('conditional.order', await inState(conditional, 'closed'));

say('log', {
  changes: (await exchange.fetchLedger(coin, undefined, 50, { subType: category })).filter(({ info }) => info.category === category).reverse().map((row) => ({
    change: row.direction === 'out' ? -Math.abs(row.amount) : row.amount, cashFlow: row.info.cashFlow, fee: row.info.fee, balance: row.after, side: row.info.side,
  })),
});
say('balance.end', { total: (await exchange.fetchBalance())[coin].total });
done();
