// Tickers on the public streams of the other categories, heard with ccxt: node tickers.mjs <base> <secret>
import { done, price, say, until } from '../desk.mjs';
import { streamsOf } from './client.mjs';

const symbols = { spot: 'BTC/USDT', inverse: 'BTC/USD:BTC', option: 'BTC/USDT:USDT-250131-60000-C' };

await price('spot', 'BTCUSDT', 60_000);
await price('inverse', 'BTCUSD', 60_000);
for (const [category, symbol] of Object.entries(symbols)) {
  const streams = await streamsOf(category);
  await streams.loadMarkets();
  const tell = (check, ticker) => say(check, {
    last: ticker.last, bid: ticker.bid ?? ticker.info.bidPrice, index: ticker.indexPrice ?? ticker.info.indexPrice ?? ticker.info.usdIndexPrice, mark: ticker.markPrice,
  });
  tell(`${category}.first`, await streams.watchTicker(symbol));
  // A promise tells of one change only; what came in the same breath is in the SDK's own picture.
  const heard = () => streams.tickers[symbol];
  const moved = (row) => (category === 'option' ? Number(row.info.indexPrice) === 61_000 : row.last === 61_000);
  await price('spot', 'BTCUSDT', 61_000);
  await price('inverse', 'BTCUSD', 61_000);
  tell(`${category}.next`, await until(`the next ticker of ${category}`, () => moved(heard()) && heard()));
  await price('spot', 'BTCUSDT', 60_000);
  await price('inverse', 'BTCUSD', 60_000);
}
done();
