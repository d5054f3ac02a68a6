import { isDecimal, sign } from '@/lib/decimal';
import { textOrNull, wholeOrText } from '@/lib/typed-text';
import type { BreakEven, Reached, Strategy, Trailing } from '@/generated/zod.gen';
import { atrBars, atrBarsBody } from './atr-bars';
import { asStored, isSame, kindOf } from './measures';

/** What may have to be reached first: the names that the bot has for it. */
const places = ['r', 'percent', 'target'] as const;
/** What the stop may follow: the names that the bot has for it. */
const distances = ['percent', 'distance', 'r', 'atr', 'targets'] as const;

export const placeChoices = ['', ...places] as const;
export const trailingChoices = ['', ...distances] as const;

/** How the stop moves, as typed; an empty choice is none. */
export interface StopMovesDraft {
  breakEvenWhen: string;
  breakEvenValue: string;
  breakEvenOffset: string;
  trailingBy: string;
  trailingValue: string;
  trailingAtrLength: string;
  trailingAtrInterval: string;
  trailingFrom: string;
  trailingFromValue: string;
}

type Rules = Pick<Strategy, 'breakEven' | 'trailing'>;

function reachedText(stored: Reached | null | undefined): string {
  return stored?.percent ?? stored?.r ?? (stored?.target === undefined ? '' : String(stored.target));
}

export function stopMovesDraft({ breakEven, trailing }: Rules): StopMovesDraft {
  const offset = breakEven?.offset ?? '';
  const { length, interval } = atrBars(trailing);
  return {
    breakEvenWhen: kindOf(places, breakEven?.at),
    breakEvenValue: reachedText(breakEven?.at),
    breakEvenOffset: isDecimal(offset) && sign(offset) === 0 ? '' : offset,
    trailingBy: kindOf(distances, trailing),
    trailingValue: trailing?.percent ?? trailing?.distance ?? trailing?.r ?? trailing?.atr ?? '',
    trailingAtrLength: length,
    trailingAtrInterval: interval,
    trailingFrom: kindOf(places, trailing?.activation),
    trailingFromValue: reachedText(trailing?.activation),
  };
}

/** What a new strategy begins with: its stop stays where it is. */
export const noStopMoves = stopMovesDraft({ breakEven: null, trailing: null });

function reached(kind: string, typed: string): Record<string, unknown> | null {
  if (kind === '') return null;
  return { [kind]: kind === 'target' ? wholeOrText(typed) : textOrNull(typed) };
}

function breakEvenBody(draft: StopMovesDraft, was: StopMovesDraft, stored: BreakEven | null) {
  if (draft.breakEvenWhen === '') return null;
  return {
    ...stored,
    at: isSame(draft, was, 'breakEvenWhen', 'breakEvenValue')
      ? stored?.at
      : reached(draft.breakEvenWhen, draft.breakEvenValue),
    offset: isSame(draft, was, 'breakEvenOffset') ? (stored?.offset ?? null) : textOrNull(draft.breakEvenOffset),
  };
}

function followed(draft: StopMovesDraft): Record<string, unknown> {
  const { trailingBy: by, trailingValue, trailingAtrLength, trailingAtrInterval } = draft;
  if (by === 'targets') return { targets: true };
  const measured = { [by]: textOrNull(trailingValue) };
  if (by !== 'atr') return measured;
  return { ...measured, ...atrBarsBody({ length: trailingAtrLength, interval: trailingAtrInterval }) };
}

function trailingBody(draft: StopMovesDraft, was: StopMovesDraft, stored: Trailing | null) {
  if (draft.trailingBy === '') return null;
  const isFollowing = isSame(draft, was, 'trailingBy', 'trailingValue', 'trailingAtrLength', 'trailingAtrInterval');
  return {
    ...(isFollowing ? stored : followed(draft)),
    activation: isSame(draft, was, 'trailingFrom', 'trailingFromValue')
      ? (stored?.activation ?? null)
      : reached(draft.trailingFrom, draft.trailingFromValue),
  };
}

/** What PUT sends of them: what was not edited as it came. Another way to follow replaces any, also one that is not shown here. */
export function stopMovesBody(draft: StopMovesDraft, original: Rules | null): Record<string, unknown> {
  const { breakEven, trailing } = original ?? { breakEven: null, trailing: null };
  const was = stopMovesDraft({ breakEven, trailing });
  return { breakEven: breakEvenBody(draft, was, breakEven), trailing: trailingBody(draft, was, trailing) };
}

export type StopMoveFaults = Partial<Record<keyof StopMovesDraft, string>>;

function isAboveZero(typed: string): boolean {
  const text = typed.trim();
  return isDecimal(text) && sign(text) > 0;
}

function placeFault(kind: string, typed: string, targets: number): string | undefined {
  if (kind === '' || kind === asStored) return undefined;
  if (kind !== 'target') return isAboveZero(typed) ? undefined : 'Give a number above 0.';
  if (targets === 0) return 'There is no target to wait for; add one below.';
  const number = wholeOrText(typed);
  if (typeof number === 'number' && number >= 1 && number <= targets) return undefined;
  return `Give the number of a target, from 1 to ${targets}.`;
}

/** What the form can know to be wrong with them, with so many targets. */
export function stopMoveFaults(draft: StopMovesDraft, targets: number): StopMoveFaults {
  const { trailingBy: by } = draft;
  const faults: StopMoveFaults = {};
  const breakEven = placeFault(draft.breakEvenWhen, draft.breakEvenValue, targets);
  if (breakEven !== undefined) faults.breakEvenValue = breakEven;
  if (by === 'targets' && targets < 2) faults.trailingBy = 'To follow the targets takes two or more; add them below.';
  if (by !== '' && by !== 'targets' && by !== asStored && !isAboveZero(draft.trailingValue))
    faults.trailingValue = 'Give a number above 0.';
  const from = by === '' ? undefined : placeFault(draft.trailingFrom, draft.trailingFromValue, targets);
  if (from !== undefined) faults.trailingFromValue = from;
  return faults;
}
