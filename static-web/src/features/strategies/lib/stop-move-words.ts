import { isDecimal } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { BreakEven, candleInterval, Strategy, Trailing } from '@/generated/zod.gen';
import type { StopMovesDraft } from './stop-moves';
import { stopMovesDraft } from './stop-moves';

const intervals: Record<Known<typeof candleInterval>, string> = {
  minute1: '1 minute',
  minute3: '3 minutes',
  minute5: '5 minutes',
  minute15: '15 minutes',
  minute30: '30 minutes',
  hour1: '1 hour',
  hour2: '2 hours',
  hour4: '4 hours',
  hour6: '6 hours',
  hour12: '12 hours',
  day1: '1 day',
  week1: '1 week',
  month1: '1 month',
};

export function intervalWords(interval: string): string {
  return under(intervals, interval) ?? humanize(interval);
}

/** The figure as it is shown elsewhere; null while what is typed is none. */
function figure(typed: string): string | null {
  const text = typed.trim();
  return isDecimal(text) ? formatDecimal(text) : null;
}

/** "1 R", "2 %", "target 1"; null while it is not told, or told in a way newer than this dashboard. */
function reachedWords(kind: string, typed: string): string | null {
  const value = figure(typed);
  if (value === null) return null;
  if (kind === 'target') return `target ${value}`;
  return kind === 'r' ? `${value}\u202fR` : kind === 'percent' ? `${value}\u202f%` : null;
}

/** How far behind the best price: "2 %"; null as above. */
function distanceWords({ trailingBy: by, trailingValue }: StopMovesDraft): string | null {
  const value = figure(trailingValue);
  if (value === null) return null;
  switch (by) {
    case 'percent':
      return `${value}\u202f%`;
    case 'distance':
      return value;
    case 'r':
      return `${value}\u202fR`;
    case 'atr':
      return `${value}\u202f× ATR`;
    default:
      return null;
  }
}

/** What the form says of the rule for break-even, in a sentence. */
export function breakEvenSentence(draft: StopMovesDraft): string {
  const { breakEvenWhen: when } = draft;
  if (when === '') return 'Off: it does not go to where the trade would end without a loss.';
  const at = reachedWords(when, draft.breakEvenValue);
  const start = at === null ? 'Then' : when === 'target' ? `After ${at}` : `At ${at}`;
  const offset = figure(draft.breakEvenOffset);
  const further = offset === null || offset === '0' ? '' : `, and ${offset}\u202f% of the entry further`;
  return `${start} the stop goes to break-even, fees included${further}.`;
}

function startWords({ trailingFrom: from, trailingFromValue }: StopMovesDraft): string {
  if (from === '') return ', from the entry on';
  const at = reachedWords(from, trailingFromValue);
  return at === null ? '' : from === 'target' ? `, once ${at} was reached` : `, from ${at} on`;
}

/** What the form says of the trailing stop, in a sentence. */
export function trailingSentence(draft: StopMovesDraft): string {
  const { trailingBy: by } = draft;
  if (by === '') return 'Off: the stop does not follow the price.';
  const start = startWords(draft);
  if (by === 'targets')
    return `After each target the stop goes to the one before it, after the first to break-even${draft.trailingFrom === '' ? '' : start}.`;
  const distance = distanceWords(draft);
  const behind =
    distance === null ? 'The stop follows the best price' : `The stop follows ${distance} behind the best price`;
  const bars =
    by === 'atr'
      ? ` The ATR (average true range) counts ${draft.trailingAtrLength.trim() || 14} bars of ${intervalWords(draft.trailingAtrInterval)} when the entry is decided.`
      : '';
  return `${behind}${start}.${bars}`;
}

function breakEvenBrief(rule: BreakEven | null, draft: StopMovesDraft): string[] {
  if (rule === null) return [];
  const at = reachedWords(draft.breakEvenWhen, draft.breakEvenValue);
  if (at === null) return ['break-even'];
  return [`break-even ${draft.breakEvenWhen === 'target' ? 'after' : 'at'} ${at}`];
}

function trailingBrief(rule: Trailing | null, draft: StopMovesDraft): string[] {
  if (rule === null) return [];
  const start = draft.trailingFrom === '' ? null : reachedWords(draft.trailingFrom, draft.trailingFromValue);
  const from = start === null ? '' : draft.trailingFrom === 'target' ? ` after ${start}` : ` from ${start} on`;
  if (draft.trailingBy === 'targets') return [`stop follows the targets${from}`];
  const distance = distanceWords(draft);
  return [distance === null ? `trailing stop${from}` : `trails by ${distance}${from}`];
}

/** "break-even at 1 R", "trails by 2 % from 1 R on": the moves of a stop in the words of a list, none where it stays. */
export function stopMovesBrief(rules: Pick<Strategy, 'breakEven' | 'trailing'>): string[] {
  const draft = stopMovesDraft(rules);
  return [...breakEvenBrief(rules.breakEven, draft), ...trailingBrief(rules.trailing, draft)];
}
