import type { DecimalString } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import type { Strategy, TakeProfit } from '@/generated/zod.gen';
import { measureWords } from './measures';
import { stopMovesBrief } from './stop-move-words';

const measures = ['percent', 'r', 'atr'] as const;

type Measured = Partial<Record<(typeof measures)[number], DecimalString | undefined>>;

/** "2 %", "3 × ATR"; null: measured in a way newer than this dashboard. */
function distance(stored: Measured): string | null {
  for (const kind of measures) {
    const value = stored[kind];
    if (value != null) return measureWords(kind, formatDecimal(value));
  }
  return null;
}

/** "2 R (50 %)"; one that closes everything needs no share. null as above. */
function describeTarget(target: TakeProfit): string | null {
  const { close } = target;
  const far = distance(target);
  return far === null || close === '100' ? far : `${far} (${formatDecimal(close)}\u202f%)`;
}

function describeTargets(takeProfits: readonly TakeProfit[]): string {
  const targets = takeProfits.map(describeTarget).filter((words) => words !== null);
  if (targets.length === 0) return 'no fixed target';
  return `${targets.length === 1 ? 'target' : 'targets'} ${targets.join(', ')}`;
}

function describeStop(stored: Strategy['stopLoss']): string {
  if (stored === null) return 'Stop from the alert';
  const far = distance(stored);
  return far === null ? 'Own stop' : `Stop ${far}`;
}

type Protection = Pick<Strategy, 'stopLoss' | 'takeProfits' | 'breakEven' | 'trailing'>;

export function describeProtection(protection: Protection): string {
  const { stopLoss, takeProfits } = protection;
  return [describeStop(stopLoss), describeTargets(takeProfits), ...stopMovesBrief(protection)].join(', ');
}
