import type { DecimalString } from '@/lib/decimal';
import { decimal, divide, multiply, sign, subtract, sum } from '@/lib/decimal';
import type { TradeFill, TradeStory } from '../api/trade';

/** How the result of a trade comes about, step by step, from its fills. */
export interface ProfitAndLoss {
  entered: { quantity: DecimalString; value: DecimalString };
  exited: { quantity: DecimalString; value: DecimalString };
  /** What the exited quantity had cost: the whole entry once everything is closed. */
  cost: DecimalString;
  gross: DecimalString;
  /** Fees the account's currency paid; others are listed apart and not summed in. */
  fees: DecimalString;
  otherFees: readonly { currency: string; fee: DecimalString }[];
  net: DecimalString;
  /** Ledger minus this arithmetic; zero when both agree, null while the ledger has no figure. */
  difference: DecimalString | null;
}

const zero = decimal('0');
const precision = 12;

function total(fills: readonly TradeFill[]) {
  return { quantity: sum(fills.map(({ quantity }) => quantity)), value: sum(fills.map(({ value }) => value)) };
}

function isQuote(currency: string | null, symbol: string): boolean {
  return currency === null || symbol.replace(/PERP$/, 'USDC').endsWith(currency);
}

/** null where values are not in the quote currency (inverse contracts) or nothing was filled yet. */
export function profitAndLoss(
  story: Pick<TradeStory, 'fills' | 'side' | 'symbol' | 'category' | 'realizedPnl'>,
): ProfitAndLoss | null {
  if (story.category === 'inverse') return null;
  const entered = total(story.fills.filter(({ role }) => role === 'entry'));
  const exited = total(story.fills.filter(({ role }) => role !== 'entry'));
  if (sign(entered.quantity) === 0) return null;

  const cost = divide(multiply(entered.value, exited.quantity), entered.quantity, precision) ?? zero;
  const gross = story.side === 'short' ? subtract(cost, exited.value) : subtract(exited.value, cost);
  const fees = sum(story.fills.filter((fill) => isQuote(fill.feeCurrency, story.symbol)).map(({ fee }) => fee));
  const otherFees = story.fills
    .filter((fill) => !isQuote(fill.feeCurrency, story.symbol))
    .map(({ feeCurrency, fee }) => ({ currency: feeCurrency ?? '', fee }));
  const net = subtract(gross, fees);
  return {
    entered,
    exited,
    cost,
    gross,
    fees,
    otherFees,
    net,
    difference: story.realizedPnl === null ? null : subtract(story.realizedPnl, net),
  };
}
