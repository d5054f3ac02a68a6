// Orders over the order-entry socket, told with ccxt: node entry.mjs <base> <secret>
import '../clock.mjs';
import { done, price, say, until } from '../desk.mjs';

const symbol = 'BTC/USDT:USDT';
const { exchangeOf, refusal, streamsOf } = await import('./client.mjs');
const exchange = await exchangeOf('linear');
const desk = await streamsOf('linear');
await exchange.loadMarkets();
await desk.loadMarkets();
await price('linear', 'BTCUSDT', 60_000);

const found = (order) => exchange.fetchOrder(order, symbol, { acknowledged: true }).catch(() => undefined);
const inState = (order, state) => until(`${order} ${state}`, async () => (await found(order))?.status === state && found(order));
const tellOrder = (check, { status, amount, price: limit }) =>
  say(check, { status: { open: 'New', canceled: 'Cancelled' }[status], qty: amount, price: limit });

const placed = await desk.createOrderWs(symbol, 'limit', 'buy', 0.01, 58_000, { clientOrderId: 'judge-entry-1' });
say('placed', { code: 0 });
tellOrder('order.open', await inState(placed.id, 'open'));
say('amended', await refusal(desk.editOrderWs(placed.id, symbol, 'limit', 'buy', 0.02, 58_000)));
await until('the amendment', async () => (await found(placed.id)).amount === 0.02);
tellOrder('order.amended', await found(placed.id));
say('duplicate', await refusal(desk.createOrderWs(symbol, 'limit', 'buy', 0.01, 58_000, { clientOrderId: 'judge-entry-1' })));
say('cancelled', await refusal(desk.cancelOrderWs(placed.id, symbol)));
tellOrder('order.cancelled', await inState(placed.id, 'canceled'));
say('cancelled.again', await refusal(desk.cancelOrderWs(placed.id, symbol)));
done();
