import type { Strategy } from '@/generated/zod.gen';

/** What tells in which coins a strategy counts. */
export type Market = Pick<Strategy, 'category' | 'symbols'>;

/** The coin of prices, by the names that Bybit gives: "BTCUSDT", "BTCUSDT-27NOV26", in USDC "BTCUSDC", "BTCPERP", "BTC-27NOV26". */
function quoteCoin(category: string, symbol: string): string | null {
  if (category !== 'linear') return ['USDT', 'USDC'].find((coin) => symbol.endsWith(coin)) ?? null;
  if (symbol.includes('USDT')) return 'USDT';
  return /USDC$|PERP$|-/.test(symbol) ? 'USDC' : null;
}

/** The coin before the dollar of an inverse contract: of "BTCUSD" and "BTCUSDZ26". */
function baseCoin(symbol: string): string | null {
  const end = symbol.indexOf('USD');
  return end > 0 ? symbol.slice(0, end) : null;
}

/** The coin of all symbols; null where they have several, or their names do not tell it. */
function shared(symbols: readonly string[], coinOf: (symbol: string) => string | null): string | null {
  const coins = new Set(symbols.map(coinOf));
  const [only = null] = coins;
  return coins.size === 1 ? only : null;
}

function isInverse({ category }: Market): boolean {
  return category === 'inverse';
}

/** What the value of a position is counted in. */
export function quoteUnit(market: Market): string {
  if (isInverse(market)) return 'USD';
  return shared(market.symbols, (symbol) => quoteCoin(market.category, symbol)) ?? 'quote coins';
}

/** What profit and loss are counted in. */
export function settleUnit(market: Market): string {
  return isInverse(market) ? (shared(market.symbols, baseCoin) ?? 'coins') : quoteUnit(market);
}

/** What a quantity is counted in. */
export function quantityUnit(market: Market): string {
  return isInverse(market) ? 'USD contracts' : 'coins';
}
