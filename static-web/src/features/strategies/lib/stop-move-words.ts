import { isDecimal } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import type { BreakEven, Strategy, Trailing } from '@/generated/zod.gen';
import { atrSentence } from './atr-bars';
import { measureWords } from './measures';
import type { StopMovesDraft } from './stop-moves';
import { stopMovesDraft } from './stop-moves';

/** The figure as it is shown elsewhere; null while what is typed is none. */
function figure(typed: string): string | null {
  const text = typed.trim();
  return isDecimal(text) ? formatDecimal(text) : null;
}

/** "1 R", "2 %", "target 1"; null while it is not told, or told in a way newer than this dashboard. */
function reachedWords(kind: string, typed: string): string | null {
  const value = figure(typed);
  if (value === null) return null;
  return kind === 'target' ? `target ${value}` : measureWords(kind, value);
}

/** How far behind the best price: "2 %"; null as above. */
function distanceWords({ trailingBy: by, trailingValue }: StopMovesDraft): string | null {
  const value = figure(trailingValue);
  if (value === null) return null;
  return by === 'distance' ? value : measureWords(by, value);
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
    by === 'atr' ? ` ${atrSentence({ length: draft.trailingAtrLength, interval: draft.trailingAtrInterval })}` : '';
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
