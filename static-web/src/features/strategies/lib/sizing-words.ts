import { formatDecimal } from '@/lib/format-decimal';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { sizingMode, Strategy, TakeProfit } from '@/generated/zod.gen';
import { stopMovesBrief } from './stop-move-words';

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

/** "2 R (50 %)"; one that closes everything needs no share. null: measured in a way newer than this dashboard. */
function describeTarget({ percent: at, r, close }: TakeProfit): string | null {
  const distance = at != null ? `${formatDecimal(at)}${percent}` : r != null ? `${formatDecimal(r)}\u202fR` : null;
  return distance === null || close === '100' ? distance : `${distance} (${formatDecimal(close)}${percent})`;
}

type Protection = Pick<Strategy, 'stopLoss' | 'takeProfits' | 'breakEven' | 'trailing'>;

function describeTargets(takeProfits: readonly TakeProfit[]): string {
  const targets = takeProfits.map(describeTarget).filter((words) => words !== null);
  if (targets.length === 0) return 'no fixed target';
  return `${targets.length === 1 ? 'target' : 'targets'} ${targets.join(', ')}`;
}

export function describeProtection(protection: Protection): string {
  const { stopLoss, takeProfits } = protection;
  const stop = stopLoss?.percent == null ? 'Stop from the alert' : `Stop ${formatDecimal(stopLoss.percent)}${percent}`;
  return [stop, describeTargets(takeProfits), ...stopMovesBrief(protection)].join(', ');
}
