// A caller who signs with the wrong secret: node stranger.mjs <base> <secret>
import { done, say } from '../desk.mjs';
import { exchangeOf, refusal } from './client.mjs';

const exchange = await exchangeOf('linear');
say('refused', await refusal(exchange.fetchBalance()));
say('order.refused', await refusal(exchange.privatePostV5OrderCreate({
  category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Market', qty: '0.01',
})));
done();
