import type { DecimalString } from '@/lib/decimal';
import { percentOf, sign } from '@/lib/decimal';
import { leftBy } from '@/lib/shares';
import type { Target } from '@/generated/zod.gen';

/** The most targets that a trade may have, those that it has reached among them. */
export const mostTargets = 10;

/** How it is told where a target lies: the names that the bot has for it. */
export const targetUnits = { price: 'Price', percent: '% from entry', r: 'R' } as const;

/** A target as typed. It is never changed: an edit makes another of it, of which nothing is known of what was said of this one. */
export interface TargetRow {
  /** Kept by an edit; no other row ever has it. */
  id: number;
  distance: string;
  unit: string;
  /** In percent of what is open. */
  close: string;
  /** What it closes by now in percent of the whole position, where no exact percentage of what is open says the same. */
  ofWhole: DecimalString | null;
}

let rowsMade = 0;

function newRow(row: Omit<TargetRow, 'id' | 'unit'>): TargetRow {
  rowsMade += 1;
  return { id: rowsMade, unit: 'price', ...row };
}

/**
 * The targets that were not reached. The trade has their shares of the whole position, the bot takes shares of what is open: they are
 * the same until a target is reached, and then divided by what that left. A share is not rounded, since it would close something else
 * than the one before; it is left for a person to tell.
 */
export function openRows(targets: readonly Target[]): TargetRow[] {
  const open = leftBy(targets.filter(({ reached }) => reached).map(({ close }) => close));
  return targets
    .filter(({ reached }) => !reached)
    .map(({ price, close }) => {
      const share = open === null ? null : percentOf(close, open);
      return newRow({ distance: price, close: share ?? '', ofWhole: share === null ? close : null });
    });
}

function sharesOf(rows: readonly TargetRow[]): string[] {
  return rows.map(({ close }) => close.trim());
}

/** What the targets leave of what is open, in percent, below zero where they close more than that; null while a share is no number. */
export function leftByRows(rows: readonly TargetRow[]): DecimalString | null {
  return leftBy(sharesOf(rows));
}

export function closeTooMuch(rows: readonly TargetRow[]): boolean {
  const left = leftByRows(rows);
  return left !== null && sign(left) < 0;
}

/** One more, which closes what the others leave. */
export function withTarget(rows: readonly TargetRow[]): TargetRow[] {
  const left = leftByRows(rows);
  return [...rows, newRow({ distance: '', close: left !== null && sign(left) > 0 ? left : '', ofWhole: null })];
}

export function withEdit(rows: readonly TargetRow[], edited: TargetRow, change: Partial<TargetRow>): TargetRow[] {
  return rows.map((row) => (row === edited ? { ...row, ...change } : row));
}

/** What is sent of a row. The share always: one that is not told means all to the bot. */
export function targetBody({ distance, unit, close }: TargetRow): Record<string, string> {
  return { [unit]: distance.trim(), close: close.trim() };
}
