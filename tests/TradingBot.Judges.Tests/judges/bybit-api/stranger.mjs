// A caller who signs with the wrong secret: node stranger.mjs <base> <secret>
import { done, say } from '../desk.mjs';
import { client } from './client.mjs';

const { retCode, retMsg } = await client.getWalletBalance({ accountType: 'UNIFIED' });
say('refused', { code: retCode, text: retMsg });
const order = await client.submitOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Market', qty: '0.01' });
say('order.refused', { code: order.retCode });
done();
