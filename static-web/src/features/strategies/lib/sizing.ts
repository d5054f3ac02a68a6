import { textOrNull } from '@/lib/typed-text';
import type { Sizing } from '@/generated/zod.gen';
import type { AtrBars } from './atr-bars';
import { atrBars, atrBarsBody } from './atr-bars';
import { isSame } from './measures';

/** How much it trades, as typed. */
export interface SizingDraft {
  sizingMode: string;
  sizingValue: string;
  sizingAtrLength: string;
  sizingAtrInterval: string;
  sizingMaxQuantity: string;
}

export function sizingDraft(stored: Sizing): SizingDraft {
  const { length, interval } = atrBars(stored);
  return {
    sizingMode: stored.mode,
    sizingValue: stored.value,
    sizingAtrLength: length,
    sizingAtrInterval: interval,
    sizingMaxQuantity: stored.maxQuantity ?? '',
  };
}

export function barsOfSizing({ sizingAtrLength, sizingAtrInterval }: SizingDraft): AtrBars {
  return { length: sizingAtrLength, interval: sizingAtrInterval };
}

/** What one way of sizing has beside its value; the bot refuses it with any other. */
function ownFields(draft: SizingDraft): Record<string, unknown> {
  switch (draft.sizingMode) {
    case 'atrRisk':
      return atrBarsBody(barsOfSizing(draft));
    case 'followContracts':
      return { maxQuantity: textOrNull(draft.sizingMaxQuantity) ?? undefined };
    default:
      return {};
  }
}

/** What PUT sends of it: of the way that is stored what was not edited as it came, of another way its own fields alone. */
export function sizingBody(draft: SizingDraft, stored: Sizing | null): Record<string, unknown> {
  const edited = { mode: draft.sizingMode, value: textOrNull(draft.sizingValue) };
  if (stored?.mode !== draft.sizingMode) return { ...edited, ...ownFields(draft) };
  const was = sizingDraft(stored);
  const isOwnSame = isSame(draft, was, 'sizingAtrLength', 'sizingAtrInterval', 'sizingMaxQuantity');
  return { ...stored, ...edited, ...(isOwnSame ? null : ownFields(draft)) };
}
