// The life of spot orders, told with bybit-api: node spot.mjs <base> <secret>
import { done, price, say, until } from '../desk.mjs';
import { balanceOf, client, code, fillsOf, ok, orderBy, rows } from './client.mjs';

const category = 'spot';
const symbol = 'BTCUSDT';
const order = (fields) => client.submitOrder({ category, symbol, ...fields });
const place = async (fields) => (await ok(order(fields))).orderId;
const inState = (id, ...states) =>
  until(`${id} in ${states}`, async () => {
    const found = await orderBy(category, id);
    return found && states.includes(found.orderStatus) && found;
  });
const tellOrder = (check, { orderStatus, qty, price: limit, avgPrice, cumExecQty, cumExecValue }) =>
  say(check, { status: orderStatus, qty, price: limit, average: avgPrice, filled: cumExecQty, value: cumExecValue });
const tellBalances = async (check) => {
  const [dollars, coins] = [await balanceOf('USDT'), await balanceOf('BTC')];
  say(check, { usdt: dollars.walletBalance, usdtLocked: dollars.locked, btc: coins.walletBalance, btcLocked: coins.locked });
};

await price(category, symbol, 60_000);
await client.fetchServerTime();
const [info] = await rows(client.getInstrumentsInfo({ category, symbol }));
say('market', {
  tick: info.priceFilter.tickSize, step: info.lotSizeFilter.basePrecision, minValue: info.lotSizeFilter.minOrderAmt, status: info.status,
});
const [ticker] = await rows(client.getTickers({ category, symbol }));
say('ticker', { last: ticker.lastPrice, bid: ticker.bid1Price, ask: ticker.ask1Price });
await tellBalances('balance.start');

const limit = await place({ side: 'Buy', orderType: 'Limit', qty: '0.01', price: '58000', orderLinkId: 'judge-spot' });
tellOrder('limit.open', await inState(limit, 'New'));
await tellBalances('balance.locked');
await ok(client.amendOrder({ category, symbol, orderId: limit, qty: '0.02', price: '58100' }));
await until('the amendment', async () => Number((await orderBy(category, limit)).price) === 58_100);
tellOrder('limit.amended', await orderBy(category, limit));
await ok(client.cancelOrder({ category, symbol, orderId: limit }));
tellOrder('limit.cancelled', await inState(limit, 'Cancelled'));
say('limit.cancelledAgain', { code: await code(client.cancelOrder({ category, symbol, orderId: limit })) });
say('limit.duplicate', {
  code: await code(order({ side: 'Buy', orderType: 'Limit', qty: '0.01', price: '58000', orderLinkId: 'judge-spot' })),
});
say('limit.tooSmall', { code: await code(order({ side: 'Buy', orderType: 'Limit', qty: '0.000001', price: '58000' })) });

const bought = await place({ side: 'Buy', orderType: 'Market', qty: '600', marketUnit: 'quoteCoin' });
tellOrder('buy.order', await inState(bought, 'Filled', 'PartiallyFilledCanceled'));
say('buy.fills', { fills: await fillsOf(category, bought) });
await tellBalances('balance.bought');
say('sell.withoutFee', { code: await code(order({ side: 'Sell', orderType: 'Market', qty: '0.009999' })) });

const waiting = await place({ side: 'Sell', orderType: 'Market', qty: '0.004', orderFilter: 'tpslOrder', triggerPrice: '55000' });
await inState(waiting, 'Untriggered');
await tellBalances('balance.tpsl');
await ok(client.cancelOrder({ category, symbol, orderId: waiting, orderFilter: 'tpslOrder' }));
tellOrder('tpsl.cancelled', await inState(waiting, 'Deactivated'));

const resting = await place({ side: 'Sell', orderType: 'Limit', qty: '0.004', price: '61000' });
await inState(resting, 'New');
await price(category, symbol, 61_000);
tellOrder('maker.order', await inState(resting, 'Filled'));
say('maker.fills', { fills: await fillsOf(category, resting) });

const sold = await place({ side: 'Sell', orderType: 'Market', qty: '0.005' });
tellOrder('sell.order', await inState(sold, 'Filled'));
say('sell.fills', { fills: await fillsOf(category, sold) });
await tellBalances('balance.end');
done();
