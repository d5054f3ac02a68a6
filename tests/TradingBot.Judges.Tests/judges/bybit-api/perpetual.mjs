// The life of a perpetual's orders, told with bybit-api: node perpetual.mjs <base> <secret> <category>
import { done, price, say, until } from '../desk.mjs';
import { perpetuals } from '../perpetuals.mjs';
import { balanceOf, client, code, fillsOf, ok, orderBy, rows } from './client.mjs';

const category = process.argv[4];
const { symbol, coin, small, amended, large, part, short, tooMuch } = perpetuals[category];

const order = (fields) => client.submitOrder({ category, symbol, ...fields });
const place = async (fields) => (await ok(order(fields))).orderId;
const inState = (id, ...states) =>
  until(`${id} in ${states}`, async () => {
    const found = await orderBy(category, id);
    return found && states.includes(found.orderStatus) && found;
  });
const tellOrder = (check, { orderStatus, qty, price: limit, avgPrice, cumExecQty, cumExecValue, cumExecFee, cumFeeDetail }) =>
  say(check, {
    status: orderStatus, qty, price: limit, average: avgPrice, filled: cumExecQty, value: cumExecValue,
    fee: cumFeeDetail?.[coin] ?? cumExecFee,
  });
const position = async () => (await rows(client.getPositionInfo({ category, symbol })))[0];
const tellPosition = async (check) => {
  const held = await position();
  say(check, {
    side: held.side, size: held.size, entry: held.avgPrice, mark: held.markPrice, pnl: held.unrealisedPnl, leverage: held.leverage,
    takeProfit: held.takeProfit, stopLoss: held.stopLoss, trailing: held.trailingStop,
  });
};
const sized = (size) => until(`a position of ${size}`, async () => Number((await position()).size) === Number(size));
const tellClosed = async (check, id) => {
  const row = await until(`the closed result of ${id}`, async () =>
    (await rows(client.getClosedPnL({ category, symbol }))).find(({ orderId }) => orderId === id),
  );
  say(check, {
    side: row.side, qty: row.closedSize, entry: row.avgEntryPrice, exit: row.avgExitPrice, pnl: row.closedPnl, openFee: row.openFee,
    closeFee: row.closeFee,
  });
};

await price(category, symbol, 60_000);
await client.fetchServerTime();
const time = await client.getServerTime();
say('time', { seconds: time.result.timeSecond, time: time.time });

const [info] = await rows(client.getInstrumentsInfo({ category, symbol }));
say('market', {
  tick: info.priceFilter.tickSize, step: info.lotSizeFilter.qtyStep, minQty: info.lotSizeFilter.minOrderQty,
  maxLeverage: info.leverageFilter.maxLeverage, settle: info.settleCoin, status: info.status,
});
const [ticker] = await rows(client.getTickers({ category, symbol }));
say('ticker', { last: ticker.lastPrice, bid: ticker.bid1Price, ask: ticker.ask1Price });
const book = await ok(client.getOrderbook({ category, symbol, limit: 5 }));
say('book', { bid: book.b[0][0], ask: book.a[0][0], bids: book.b.map(([level]) => level), asks: book.a.map(([level]) => level) });
say('bars', { close: (await rows(client.getKline({ category, symbol, interval: '1', limit: 3 })))[0][4] });
say('balance.start', { total: (await balanceOf(coin)).walletBalance });
const [rates] = await rows(client.getFeeRate({ category, symbol }));
say('fees', { taker: rates.takerFeeRate, maker: rates.makerFeeRate });

say('leverage.first', { code: await code(client.setLeverage({ category, symbol, buyLeverage: '5', sellLeverage: '5' })) });
say('leverage.again', { code: await code(client.setLeverage({ category, symbol, buyLeverage: '5', sellLeverage: '5' })) });

const limit = await place({ side: 'Buy', orderType: 'Limit', qty: small, price: '58000', orderLinkId: 'judge-limit' });
tellOrder('limit.open', await inState(limit, 'New'));
say('limit.listed', { count: (await rows(client.getActiveOrders({ category, symbol }))).length });
await ok(client.amendOrder({ category, symbol, orderId: limit, qty: amended, price: '58100' }));
await until('the amendment', async () => Number((await orderBy(category, limit)).price) === 58_100);
tellOrder('limit.amended', await orderBy(category, limit));
await ok(client.cancelOrder({ category, symbol, orderLinkId: 'judge-limit' }));
tellOrder('limit.cancelled', await inState(limit, 'Cancelled'));
say('limit.history', { found: (await rows(client.getHistoricOrders({ category, orderId: limit }))).length });
say('limit.cancelledAgain', { code: await code(client.cancelOrder({ category, symbol, orderId: limit })) });
say('limit.duplicate', {
  code: await code(order({ side: 'Buy', orderType: 'Limit', qty: small, price: '58000', orderLinkId: 'judge-limit' })),
});
say('limit.tooMuch', { code: await code(order({ side: 'Buy', orderType: 'Limit', qty: tooMuch, price: '58000' })) });
const swept = await place({ side: 'Buy', orderType: 'Limit', qty: small, price: '57000' });
await inState(swept, 'New');
await ok(client.cancelAllOrders({ category, symbol }));
tellOrder('sweep.cancelled', await inState(swept, 'Cancelled'));

const resting = await place({ side: 'Buy', orderType: 'Limit', qty: part, price: '59000', timeInForce: 'PostOnly' });
await inState(resting, 'New');
await price(category, symbol, 59_000);
tellOrder('maker.order', await inState(resting, 'Filled'));
say('maker.fills', { fills: await fillsOf(category, resting) });
await price(category, symbol, 60_000);

const entry = await place({ side: 'Buy', orderType: 'Market', qty: large, stopLoss: '56000', takeProfit: '66000', orderLinkId: 'judge-entry' });
tellOrder('entry.order', await inState(entry, 'Filled'));
say('entry.fills', { fills: await fillsOf(category, entry) });
await tellPosition('position.open');
say('protection', {
  orders: (await rows(client.getActiveOrders({ category, symbol }))).map((row) => ({
    kind: row.stopOrderType, trigger: row.triggerPrice, qty: row.qty, side: row.side, reduceOnly: row.reduceOnly, status: row.orderStatus,
  })),
});
const stops = (fields) => code(client.setTradingStop({ category, symbol, positionIdx: 0, tpslMode: 'Full', ...fields }));
say('stop.moved', { code: await stops({ stopLoss: '57000' }) });
say('stop.again', { code: await stops({ stopLoss: '57000' }) });
say('stop.wrongSide', { code: await stops({ stopLoss: '61000' }) });
await tellPosition('position.moved');

const reduced = await place({ side: 'Sell', orderType: 'Market', qty: part, reduceOnly: true });
await inState(reduced, 'Filled');
await tellClosed('closed.part', reduced);

say('trailing.set', { code: await stops({ trailingStop: '500' }) });
await tellPosition('position.trailing');
await price(category, symbol, 62_000);
await price(category, symbol, 61_400);
await sized(0);
await tellPosition('position.flat');
const [trail] = (await rows(client.getHistoricOrders({ category, symbol }))).filter(({ stopOrderType }) => stopOrderType === 'TrailingStop');
say('trailing.fired', { side: trail.side, qty: trail.cumExecQty, average: trail.avgPrice, createType: trail.createType });
await tellClosed('closed.trailing', trail.orderId);
say('protection.gone', { count: (await rows(client.getActiveOrders({ category, symbol }))).length });

await price(category, symbol, 60_000);
await inState(await place({ side: 'Sell', orderType: 'Market', qty: short }), 'Filled');
await price(category, symbol, 61_000);
await tellPosition('position.short');
const cover = await place({ side: 'Buy', orderType: 'Market', qty: short, reduceOnly: true });
await inState(cover, 'Filled');
await tellClosed('closed.short', cover);
say('flat.reduce', { code: await code(order({ side: 'Buy', orderType: 'Market', qty: short, reduceOnly: true })) });

const draft = (qty, orderLinkId) => ({ symbol, side: 'Buy', orderType: 'Limit', qty, price: '58000', orderLinkId });
const batch = await client.batchSubmitOrders(category, [draft(small, 'judge-batch-1'), draft(tooMuch, 'judge-batch-2'), draft(amended, 'judge-batch-3')]);
say('batch.placed', { refused: batch.retExtInfo.list.map((item) => item.code !== 0), ids: batch.result.list.map(({ orderId }) => orderId) });
const [one, , three] = batch.result.list.map(({ orderId }) => orderId);
await inState(one, 'New');
await inState(three, 'New');
await ok(client.batchAmendOrders(category, [{ symbol, orderId: one, qty: amended }]));
await until('the amendment of the batch', async () => Number((await orderBy(category, one)).qty) === Number(amended));
const gone = await rows(client.batchCancelOrders(category, [{ symbol, orderId: one }, { symbol, orderId: three }]));
say('batch.cancelled', { ids: gone.map(({ orderId }) => orderId) });
tellOrder('batch.first', await inState(one, 'Cancelled'));
tellOrder('batch.third', await inState(three, 'Cancelled'));

const conditional = await place({ side: 'Buy', orderType: 'Market', qty: small, triggerPrice: '62000', triggerDirection: 1, triggerBy: 'LastPrice' });
await inState(conditional, 'Untriggered');
await price(category, symbol, 62_000);
tellOrder('conditional.order', await inState(conditional, 'Filled'));

say('log', {
  changes: (await rows(client.getTransactionLog({ accountType: 'UNIFIED', category, currency: coin, limit: 50 }))).map((row) => ({
    change: row.change, cashFlow: row.cashFlow, fee: row.fee, balance: row.cashBalance, side: row.side,
  })),
});
say('balance.end', { total: (await balanceOf(coin)).walletBalance });
done();
