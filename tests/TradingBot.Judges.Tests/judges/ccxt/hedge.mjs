// A long and a short leg of one symbol, told with ccxt: node hedge.mjs <base> <secret>
import { done, price, say, until } from '../desk.mjs';
import { exchangeOf, refusal } from './client.mjs';

const symbol = 'BTC/USDT:USDT';
const exchange = await exchangeOf('linear');
const place = (side, qty, params) => exchange.createOrder(symbol, 'market', side, qty, undefined, params);
const fill = async (side, qty, params) => {
  const { id } = await place(side, qty, { hedged: true, ...params });
  await until('the fill', async () => (await exchange.fetchOrder(id, symbol, { acknowledged: true }).catch(() => undefined))?.status === 'closed');
  return id;
};
const legs = async (check) =>
  say(check, {
    legs: (await exchange.fetchPositions([symbol])).map((leg) => ({
      idx: leg.info.positionIdx, side: leg.contracts ? { long: 'Buy', short: 'Sell' }[leg.side] : '', size: leg.contracts ?? 0, entry: leg.entryPrice,
      pnl: leg.unrealizedPnl, stopLoss: leg.stopLossPrice,
    })),
  });
const closed = async (check, id) => {
  const row = await until('the closed result', async () => (await exchange.fetchPositionsHistory([symbol])).find(({ info }) => info.orderId === id));
  say(check, { side: row.side === 'long' ? 'Sell' : 'Buy', qty: row.contracts, pnl: row.realizedPnl });
};

await price('linear', 'BTCUSDT', 60_000);
await exchange.loadMarkets();
say('mode.hedge', await refusal(exchange.setPositionMode(true, symbol)));
say('mode.again', await refusal(exchange.setPositionMode(true, symbol)));
say('order.oneWay', await refusal(place('buy', 0.01)));
await legs('legs.empty');
await fill('buy', 0.03);
await fill('sell', 0.01);
say('stop.long', await refusal(exchange.privatePostV5PositionTradingStop({
  category: 'linear', symbol: 'BTCUSDT', positionIdx: 1, tpslMode: 'Full', stopLoss: '58000',
})));
await price('linear', 'BTCUSDT', 60_500);
await legs('legs.open');
say('mode.refused', await refusal(exchange.setPositionMode(false, symbol)));
await closed('closed.long', await fill('sell', 0.03, { reduceOnly: true }));
await closed('closed.short', await fill('buy', 0.01, { reduceOnly: true }));
await legs('legs.flat');
say('mode.oneWay', await refusal(exchange.setPositionMode(false, symbol)));
done();
