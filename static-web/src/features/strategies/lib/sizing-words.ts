import { formatDecimal } from '@/lib/format-decimal';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { sizingMode, Strategy } from '@/generated/zod.gen';
import type { Market } from './market-units';
import { quantityUnit, quoteUnit, settleUnit } from './market-units';

interface SizingWords {
  label: string;
  /** What the value means, where label and unit do not tell it. */
  hint?: string;
  /** What the value is counted in there. */
  unit: (market: Market) => string;
  sentence: (value: string, unit: string) => string;
}

const percent = () => '%';
const ofEquity = (value: string) => `${value}\u202f% of equity`;
const atStop = 'Lost at the stop, fees and slippage included.';
const wholePosition = 'Of the whole position: leverage does not add to it.';

const words: Record<Known<typeof sizingMode>, SizingWords> = {
  riskPercent: {
    label: 'Risk, percent of equity',
    hint: atStop,
    unit: percent,
    sentence: (value) => `Risks ${ofEquity(value)}`,
  },
  riskAmount: {
    label: 'Risk, fixed amount',
    hint: atStop,
    unit: settleUnit,
    sentence: (value, unit) => `Risks ${value} ${unit}`,
  },
  atrRisk: {
    label: 'Risk per ATR, percent of equity',
    hint: 'Lost when the price moves one ATR against the position, wherever the stop lies; fees and slippage included.',
    unit: percent,
    sentence: (value) => `Risks ${ofEquity(value)} per ATR`,
  },
  equityPercent: { label: 'Position, percent of equity', hint: wholePosition, unit: percent, sentence: ofEquity },
  fixedNotional: {
    label: 'Position, fixed value',
    hint: wholePosition,
    unit: quoteUnit,
    sentence: (value, unit) => `${value} ${unit} a trade`,
  },
  fixedQuantity: {
    label: 'Position, fixed quantity',
    unit: quantityUnit,
    sentence: (value, unit) => `${value} ${unit} a trade`,
  },
  followContracts: {
    label: 'Follow the alert’s contracts',
    hint: 'Multiplies the contracts that the alert names.',
    unit: () => '×',
    sentence: (value) => `${value}× the alert’s contracts`,
  },
};

/** The words of a way of sizing; undefined for one newer than this dashboard. */
export function sizingWords(mode: string): SizingWords | undefined {
  return under(words, mode);
}

export function describeSizing(strategy: Market & Pick<Strategy, 'sizing'>): string {
  const { mode, value, maxQuantity } = strategy.sizing;
  const known = sizingWords(mode);
  const figure = formatDecimal(value);
  if (known === undefined) return `${humanize(mode)} ${figure}`;
  const sentence = known.sentence(figure, known.unit(strategy));
  return maxQuantity === undefined
    ? sentence
    : `${sentence}, at most ${formatDecimal(maxQuantity)} ${quantityUnit(strategy)}`;
}
