import { textOrNull } from '@/lib/typed-text';
import type { Strategy } from '@/generated/zod.gen';
import type { AtrBars } from './atr-bars';
import { atrBars, atrBarsBody } from './atr-bars';
import { asStored, isSame, kindOf } from './measures';
import type { StopMovesDraft } from './stop-moves';

/** How the distance of the stop from the entry may be measured: the names that the bot has for it. */
export const stopChoices = ['percent', 'atr'] as const;

/** Where the stop lies, as typed. */
export interface StopDraft {
  stopBy: string;
  stopValue: string;
  stopAtrLength: string;
  stopAtrInterval: string;
}

type Stored = Strategy['stopLoss'];

export function stopDraft(stored: Stored): StopDraft {
  const { length, interval } = atrBars(stored);
  return {
    stopBy: stored === null ? 'percent' : kindOf(stopChoices, stored),
    stopValue: stored?.percent ?? stored?.atr ?? '',
    stopAtrLength: length,
    stopAtrInterval: interval,
  };
}

/** A stop of this many percent, with which a new strategy begins. */
export function percentStop(percent: string): StopDraft {
  return { ...stopDraft(null), stopValue: percent };
}

export function barsOfStop({ stopAtrLength, stopAtrInterval }: StopDraft): AtrBars {
  return { length: stopAtrLength, interval: stopAtrInterval };
}

/** What PUT sends of it: what was not edited as it came. Another measure replaces any, also one that is not shown here. */
export function stopBody(draft: StopDraft, stored: Stored): Record<string, unknown> | null {
  const was = stopDraft(stored);
  const { stopBy: by } = draft;
  if (isSame(draft, was, 'stopBy', 'stopValue', 'stopAtrLength', 'stopAtrInterval')) return stored;
  return {
    ...(by === was.stopBy ? stored : null),
    [by]: textOrNull(draft.stopValue),
    ...(by === 'atr' ? atrBarsBody(barsOfStop(draft)) : null),
  };
}

/** Where a stop of any known measure has no distance. */
export function lacksStop({ stopBy, stopValue }: StopDraft): boolean {
  return stopBy !== asStored && stopValue.trim() === '';
}

type Stops = StopDraft & Pick<StopMovesDraft, 'trailingBy' | 'trailingAtrLength' | 'trailingAtrInterval'>;

/** The bars of other rules that have none of their own: those of the stop, else of the trailing stop; null: of neither. */
export function barsToShare(draft: Stops): AtrBars | null {
  if (draft.stopBy === 'atr') return barsOfStop(draft);
  if (draft.trailingBy === 'atr') return { length: draft.trailingAtrLength, interval: draft.trailingAtrInterval };
  return null;
}
