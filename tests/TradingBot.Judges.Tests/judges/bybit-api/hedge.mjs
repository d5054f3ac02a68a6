// A long and a short leg of one symbol, told with bybit-api: node hedge.mjs <base> <secret>
import { done, price, say, until } from '../desk.mjs';
import { client, code, ok, orderBy, rows } from './client.mjs';

const category = 'linear';
const symbol = 'BTCUSDT';
const order = (fields) => client.submitOrder({ category, symbol, orderType: 'Market', ...fields });
const fill = async (fields) => {
  const { orderId } = await ok(order(fields));
  await until('the fill', async () => (await orderBy(category, orderId))?.orderStatus === 'Filled');
  return orderId;
};
const legs = async (check) =>
  say(check, {
    legs: (await rows(client.getPositionInfo({ category, symbol }))).map((leg) => ({
      idx: leg.positionIdx, side: leg.side, size: leg.size, entry: leg.avgPrice, pnl: leg.unrealisedPnl, stopLoss: leg.stopLoss,
    })),
  });
const closed = async (check, id) => {
  const row = await until('the closed result', async () => (await rows(client.getClosedPnL({ category, symbol }))).find(({ orderId }) => orderId === id));
  say(check, { side: row.side, qty: row.closedSize, pnl: row.closedPnl });
};

await price(category, symbol, 60_000);
await client.fetchServerTime();
say('mode.hedge', { code: await code(client.switchPositionMode({ category, symbol, mode: 3 })) });
say('mode.again', { code: await code(client.switchPositionMode({ category, symbol, mode: 3 })) });
say('order.oneWay', { code: await code(order({ side: 'Buy', qty: '0.01', positionIdx: 0 })) });
await legs('legs.empty');
await fill({ side: 'Buy', qty: '0.03', positionIdx: 1 });
await fill({ side: 'Sell', qty: '0.01', positionIdx: 2 });
say('stop.long', { code: await code(client.setTradingStop({ category, symbol, positionIdx: 1, tpslMode: 'Full', stopLoss: '58000' })) });
await price(category, symbol, 60_500);
await legs('legs.open');
say('mode.refused', { code: await code(client.switchPositionMode({ category, symbol, mode: 0 })) });
await closed('closed.long', await fill({ side: 'Sell', qty: '0.03', positionIdx: 1, reduceOnly: true }));
await closed('closed.short', await fill({ side: 'Buy', qty: '0.01', positionIdx: 2, reduceOnly: true }));
await legs('legs.flat');
say('mode.oneWay', { code: await code(client.switchPositionMode({ category, symbol, mode: 0 })) });
done();
