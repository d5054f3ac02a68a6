// The life of an option, told with bybit-api: node option.mjs <base> <secret>
import { done, price, say, until } from '../desk.mjs';
import { balanceOf, client, code, fillsOf, ok, orderBy, rows } from './client.mjs';

const category = 'option';
const symbol = 'BTC-31JAN25-60000-C-USDT';
const order = (fields) => client.submitOrder({ category, symbol, ...fields });
const place = async (fields) => (await ok(order(fields))).orderId;
const inState = (id, state) =>
  until(`${id} in ${state}`, async () => {
    const found = await orderBy(category, id);
    return found?.orderStatus === state && found;
  });
const tellOrder = (check, { orderStatus, qty, price: limit, cumExecQty }) =>
  say(check, { status: orderStatus, qty, price: limit, filled: cumExecQty });
const tellBalance = async (check) => say(check, { total: (await balanceOf('USDT')).walletBalance });

await price('spot', 'BTCUSDT', 60_000);
await client.fetchServerTime();
const [info] = await rows(client.getInstrumentsInfo({ category, symbol }));
say('market', {
  tick: info.priceFilter.tickSize, step: info.lotSizeFilter.qtyStep, minQty: info.lotSizeFilter.minOrderQty, settle: info.settleCoin,
  expiry: info.deliveryTime, kind: info.optionsType, status: info.status,
});
const pages = [];
for (let cursor = ''; pages.length === 0 || cursor; ) {
  const page = await ok(client.getInstrumentsInfo({ category, baseCoin: 'BTC', limit: 100, ...(cursor && { cursor }) }));
  pages.push(page.list.map((row) => row.symbol));
  cursor = page.nextPageCursor;
}
say('board', { symbols: pages.flat() });
const [ticker] = await rows(client.getTickers({ category, symbol }));
say('ticker', {
  bid: ticker.bid1Price, ask: ticker.ask1Price, mark: ticker.markPrice, index: ticker.indexPrice,
  delta: ticker.delta, gamma: ticker.gamma, vega: ticker.vega, theta: ticker.theta, iv: ticker.markIv,
});
const [rate] = await rows(client.getFeeRate({ category, baseCoin: 'BTC' }));
say('fees', { taker: rate.takerFeeRate, maker: rate.makerFeeRate });
await tellBalance('balance.start');

const limit = await place({ side: 'Buy', orderType: 'Limit', qty: '0.1', price: '50', orderLinkId: 'judge-option' });
tellOrder('limit.open', await inState(limit, 'New'));
await ok(client.amendOrder({ category, symbol, orderId: limit, qty: '0.2', price: '55' }));
await until('the amendment', async () => Number((await orderBy(category, limit)).price) === 55);
tellOrder('limit.amended', await orderBy(category, limit));
await ok(client.cancelOrder({ category, symbol, orderId: limit }));
tellOrder('limit.cancelled', await inState(limit, 'Cancelled'));
say('limit.cancelledAgain', { code: await code(client.cancelOrder({ category, symbol, orderId: limit })) });
const again = { side: 'Buy', orderType: 'Limit', qty: '0.1', price: '50', orderLinkId: 'judge-option' };
say('limit.duplicate', { code: await code(order(again)) });
say('limit.tooMuch', { code: await code(order({ ...again, price: ticker.ask1Price, qty: '100', orderLinkId: 'judge-much' })) });
say('flat.reduce', { code: await code(order({ side: 'Sell', orderType: 'Market', qty: '0.1', reduceOnly: true, orderLinkId: 'judge-flat' })) });

const bought = await place({ side: 'Buy', orderType: 'Market', qty: '0.1', orderLinkId: 'judge-buy' });
tellOrder('buy.order', await inState(bought, 'Filled'));
say('buy.fills', { fills: await fillsOf(category, bought) });
await tellBalance('balance.bought');
const [held] = await rows(client.getPositionInfo({ category, symbol }));
say('position', { side: held.side, size: held.size, entry: held.avgPrice, mark: held.markPrice, pnl: held.unrealisedPnl, margin: held.positionIM });

const sold = await place({ side: 'Sell', orderType: 'Market', qty: '0.1', reduceOnly: true, orderLinkId: 'judge-sell' });
tellOrder('sell.order', await inState(sold, 'Filled'));
say('sell.fills', { fills: await fillsOf(category, sold) });
await tellBalance('balance.end');
const [closed] = await rows(client.getClosedOptionsPositions({ category }));
say('closed', { qty: closed.qty, pnl: closed.totalPnl, entry: closed.avgEntryPrice, exit: closed.avgExitPrice });
const dying = 'BTC-7JAN25-66000-C-USDT';
const draft = { category, symbol: dying, side: 'Buy', orderType: 'Market', qty: '1' };
say('link.missing', { code: await code(client.submitOrder(draft)) });
const cheap = (await ok(client.submitOrder({ ...draft, orderLinkId: 'judge-cheap' }))).orderId;
await inState(cheap, 'Filled');
say('cheap.fills', { fills: await fillsOf(category, cheap) });
done();
