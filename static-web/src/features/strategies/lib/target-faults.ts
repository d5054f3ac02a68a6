import type { Faults } from '@/lib/faults';
import { faultsAt } from '@/lib/faults';
import type { DraftFaults } from './check-draft';
import type { TargetRow } from './targets';

export interface TargetFaults {
  /** Of no target alone. */
  together: string[];
  /** In the order of the rows. */
  rows: { distance: string[]; close: string[] }[];
}

/**
 * What is wrong with each target: what was found here, else what the bot found. The bot tells targets by their places when they were
 * sent; rows that went since took with them what it said of them.
 */
export function targetFaults(
  rows: readonly TargetRow[],
  found: DraftFaults,
  refused: Faults,
  sent: readonly number[],
): TargetFaults {
  return {
    together: faultsAt(
      refused,
      'takeProfits',
      sent.map((_, place) => `takeProfits[${place}]`),
    ),
    rows: rows.map(({ id }, index) => {
      const place = `takeProfits[${sent.indexOf(id)}]`;
      const distance = found[`takeProfits[${index}].distance`];
      const close = found[`takeProfits[${index}].close`];
      return {
        distance: distance === undefined ? faultsAt(refused, place, [`${place}.close`]) : [distance],
        close: close === undefined ? faultsAt(refused, `${place}.close`) : [close],
      };
    }),
  };
}
