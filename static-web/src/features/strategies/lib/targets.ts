import type { DecimalString } from '@/lib/decimal';
import { decimal, isDecimal, sign, subtract } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import { textOrNull } from '@/lib/typed-text';
import type { TakeProfit } from '@/generated/zod.gen';
import type { AtrBars } from './atr-bars';
import { atrBars, atrBarsBody } from './atr-bars';

export const mostTargets = 10;

/** How a target's distance from the entry is measured: the names that the bot has for it. */
export const targetUnits = { percent: '% of price', r: 'R multiples', atr: 'ATR multiples' } as const;

const measures = Object.keys(targetUnits) as (keyof typeof targetUnits)[];

/** A target as typed. */
export interface TargetRow {
  /** No other row ever has it, so that what the bot says of a row stays with it when others go. */
  id: number;
  /** As the bot has it; null for one that was added here. */
  stored: TakeProfit | null;
  distance: string;
  unit: string;
  close: string;
}

let rowsMade = 0;

type Typed = Pick<TargetRow, 'distance' | 'unit' | 'close'>;

function typed(stored: TakeProfit | null): Typed {
  const unit = measures.find((measure) => stored?.[measure] != null) ?? 'percent';
  return {
    distance: stored?.[unit] ?? '',
    unit,
    close: stored?.close ?? '',
  };
}

function newRow(stored: TakeProfit | null, text: Partial<Typed> = {}): TargetRow {
  rowsMade += 1;
  return { id: rowsMade, stored, ...typed(stored), ...text };
}

export function targetRows(stored: readonly TakeProfit[]): TargetRow[] {
  return stored.map((target) => newRow(target));
}

/** The target that a new strategy begins with. */
export function firstTarget(percent: string): TargetRow {
  return newRow(null, { distance: percent, close: '100' });
}

/** One more, which closes what the others leave. */
export function withTarget(rows: readonly TargetRow[]): TargetRow[] {
  const left = leftBy(rows);
  return [...rows, newRow(null, { close: left !== null && sign(left) > 0 ? left : '' })];
}

/** The bars of a target in ATR multiples: its own, else the shared ones; null: the bot's usual. */
export function targetBars({ stored }: TargetRow, shared: AtrBars | null): AtrBars | null {
  return stored?.atr == null ? shared : atrBars(stored);
}

function measuredBody({ stored, distance, unit }: TargetRow, shared: AtrBars | null): Record<string, unknown> {
  const was = typed(stored);
  if (distance === was.distance && unit === was.unit) return { ...stored };
  const measured = { [unit]: textOrNull(distance) };
  if (unit === was.unit && was.distance !== '') return { ...stored, ...measured };
  return { ...measured, ...(unit === 'atr' && shared !== null ? atrBarsBody(shared) : null), close: stored?.close };
}

/**
 * What PUT sends of a row: what was not edited as it came. Another measure replaces any, also one that is not shown here.
 * @param shared The bars of a target that gets ATR multiples here.
 */
export function targetBody(row: TargetRow, shared: AtrBars | null): Record<string, unknown> {
  const { stored, close } = row;
  const measured = measuredBody(row, shared);
  return close === typed(stored).close ? measured : { ...measured, close: textOrNull(close) };
}

/** The rows once the bot has stored those with these ids, in their order: from then on each is measured by what is stored of it. */
export function storedRows(
  rows: readonly TargetRow[],
  sent: readonly number[],
  stored: readonly TakeProfit[],
): TargetRow[] {
  return rows.map((row) => ({ ...row, stored: stored[sent.indexOf(row.id)] ?? row.stored }));
}

/** One whose measure is newer than this dashboard has a distance, although none is shown. */
export function lacksDistance({ stored, distance }: TargetRow): boolean {
  return distance.trim() === '' && (stored === null || typed(stored).distance !== '');
}

const whole = decimal('100');

function isShare(text: string): text is DecimalString {
  return isDecimal(text) && sign(text) >= 0;
}

/** What the targets leave of the position, in percent, below zero where they close more than there is; null while a share is no number. */
function leftBy(rows: readonly TargetRow[]): DecimalString | null {
  // The bot lets one target alone close everything where it tells no share.
  const untold = rows.length === 1 ? whole : '0';
  const shares = rows.map(({ close }) => textOrNull(close) ?? untold);
  return shares.every(isShare) ? shares.reduce<DecimalString>((left, share) => subtract(left, share), whole) : null;
}

export function closeTooMuch(rows: readonly TargetRow[]): boolean {
  const left = leftBy(rows);
  return left !== null && sign(left) < 0;
}

function percent(value: DecimalString): string {
  return `${formatDecimal(value)}\u202f%`;
}

/** What the targets leave for the stop, in words. */
export function describeLeft(rows: readonly TargetRow[]): string {
  if (rows.length === 0)
    return 'No target: the position stays open until its stop, the time stop or an alert closes it.';
  const left = leftBy(rows);
  if (left === null) return 'Give each share as a number, such as 33.33.';
  const alone = rows.length === 1;
  if (sign(left) < 0) {
    const closed = percent(subtract(whole, left));
    return `${alone ? 'The target closes' : 'Together the targets close'} ${closed} of the position; at most ${percent(whole)} can be closed.`;
  }
  if (sign(left) === 0) return `All of the position is closed by the ${alone ? 'target' : 'targets'}.`;
  return `${percent(left)} of the position stays open for the stop.`;
}
