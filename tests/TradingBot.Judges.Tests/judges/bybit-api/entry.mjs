// Orders over the order-entry socket, told with bybit-api: node entry.mjs <base> <secret>
import { WebsocketAPIClient } from 'bybit-api';
import '../clock.mjs';
import { base, done, key, price, say, secret, until } from '../desk.mjs';

const category = 'linear';
const symbol = 'BTCUSDT';
const quiet = { trace() {}, info() {}, error() {} };
const { orderBy } = await import('./client.mjs');
await price(category, symbol, 60_000);
const desk = new WebsocketAPIClient({ key, secret, wsUrl: `${base.replace('http', 'ws')}/v5/trade`, attachEventListeners: false, recvWindow: 20_000 }, quiet);

/** A refusal comes as a rejected promise. */
const told = async (answer) => answer.then((ok) => ok, (refused) => refused);
const inState = (id, state) => until(`${id} ${state}`, async () => (await orderBy(category, id))?.orderStatus === state && orderBy(category, id));
const tellOrder = (check, { orderStatus, qty, price: limit }) => say(check, { status: orderStatus, qty, price: limit });

const placed = await desk.submitNewOrder({ category, symbol, side: 'Buy', orderType: 'Limit', qty: '0.010', price: '58000', orderLinkId: 'judge-entry-1' });
const { orderId } = placed.data;
say('placed', { code: placed.retCode });
tellOrder('order.open', await inState(orderId, 'New'));
say('amended', { code: (await desk.amendOrder({ category, symbol, orderId, qty: '0.020' })).retCode });
await until('the amendment', async () => Number((await orderBy(category, orderId)).qty) === 0.02);
tellOrder('order.amended', await orderBy(category, orderId));
say('duplicate', { code: (await told(desk.submitNewOrder({ category, symbol, side: 'Buy', orderType: 'Limit', qty: '0.010', price: '58000', orderLinkId: 'judge-entry-1' }))).retCode });
say('cancelled', { code: (await desk.cancelOrder({ category, symbol, orderId })).retCode });
tellOrder('order.cancelled', await inState(orderId, 'Cancelled'));
say('cancelled.again', { code: (await told(desk.cancelOrder({ category, symbol, orderId }))).retCode });
done();
