import { formatDecimal } from '@/lib/format-decimal';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { sizingMode, Strategy } from '@/generated/zod.gen';

interface SizingWords {
  label: string;
  unit?: string;
  sentence: (value: string) => string;
}

const percent = '\u202f%';

const words: Record<Known<typeof sizingMode>, SizingWords> = {
  riskPercent: {
    label: 'Risk, percent of equity',
    unit: '%',
    sentence: (value) => `Risks ${value}${percent} of equity`,
  },
  riskAmount: { label: 'Risk, fixed amount', unit: 'USDT', sentence: (value) => `Risks ${value} USDT` },
  equityPercent: {
    label: 'Position, percent of equity',
    unit: '%',
    sentence: (value) => `${value}${percent} of equity`,
  },
  fixedNotional: { label: 'Position, fixed value', unit: 'USDT', sentence: (value) => `${value} USDT a trade` },
  fixedQuantity: { label: 'Position, fixed quantity', unit: 'coins', sentence: (value) => `${value} coins a trade` },
  atrRisk: { label: 'Risk, stop from ATR', unit: '%', sentence: (value) => `Risks ${value}${percent}, stop from ATR` },
  followContracts: {
    label: 'Follow the alert’s contracts',
    unit: '×',
    sentence: (value) => `${value}× the alert’s contracts`,
  },
};

/** The words of a way of sizing; undefined for one newer than this dashboard. */
export function sizingWords(mode: string): SizingWords | undefined {
  return under(words, mode);
}

export function describeSizing({ mode, value }: Strategy['sizing']): string {
  const known = sizingWords(mode);
  const figure = formatDecimal(value);
  return known === undefined ? `${humanize(mode)} ${figure}` : known.sentence(figure);
}

export function describeProtection({ stopLoss, takeProfits }: Pick<Strategy, 'stopLoss' | 'takeProfits'>): string {
  const stop = stopLoss?.percent == null ? 'Stop from the alert' : `Stop ${formatDecimal(stopLoss.percent)}${percent}`;
  const targets = takeProfits.flatMap(({ percent: at, r }) => {
    if (at != null) return [`${formatDecimal(at)}${percent}`];
    return r == null ? [] : [`${formatDecimal(r)}\u202fR`];
  });
  return targets.length === 0 ? `${stop}, no fixed target` : `${stop}, target ${targets.join(' / ')}`;
}
