import type { Faults } from '@/lib/faults';
import { faultsAt } from '@/lib/faults';
import type { TargetRow } from './target-rows';

export interface RowFaults {
  distance: string[];
  close: string[];
}

function missingIn({ distance, close }: TargetRow): RowFaults {
  return {
    distance: distance.trim() === '' ? ['Say where it lies, or remove it.'] : [],
    close: close.trim() === '' ? ['Say how much of what is open it closes.'] : [],
  };
}

/** Whether every row says all that the bot has to know. */
export function areComplete(rows: readonly TargetRow[]): boolean {
  return rows.map(missingIn).every(({ distance, close }) => distance.length + close.length === 0);
}

function pathOf(place: number): string {
  return `takeProfits[${place}]`;
}

/**
 * What is wrong with a row as it was asked about: what is missing, and what the bot found. The bot tells targets by their places in what
 * was asked; of a row that was added or edited since, nothing is known.
 */
export function rowFaults(row: TargetRow, asked: readonly TargetRow[], refused: Faults): RowFaults {
  const place = asked.indexOf(row);
  if (place === -1) return { distance: [], close: [] };
  const missing = missingIn(row);
  const path = pathOf(place);
  return {
    distance: [...missing.distance, ...faultsAt(refused, path, [`${path}.close`])],
    close: [...missing.close, ...faultsAt(refused, `${path}.close`)],
  };
}

/** What the bot found wrong with the targets, but with none alone. */
export function faultsTogether(asked: readonly TargetRow[], refused: Faults): string[] {
  return faultsAt(
    refused,
    'takeProfits',
    asked.map((_, place) => pathOf(place)),
  );
}
