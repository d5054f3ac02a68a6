import { decimal, sign } from '@/lib/decimal';
import { textOrNull } from '@/lib/typed-text';
import type { Strategy } from '@/generated/zod.gen';

/** How the strike of an option may be chosen: the names that the bot has for it, and that it is not chosen but named. */
export const optionChoices = ['delta', 'outOfTheMoneyPercent', 'strike', 'named'] as const;

/** Which option is bought, as typed. */
export interface OptionDraft {
  optionBy: string;
  optionValue: string;
  optionDays: string;
  optionMinDays: string;
  optionMaxDays: string;
  optionMinOpenInterest: string;
  optionMaxSpreadPercent: string;
  closeBeforeExpiryHours: string;
}

type Stored = Pick<Strategy, 'category' | 'option' | 'closeBeforeExpiryHours'>;

/** What a rule begins with: an option of about a week, with a delta of two fifths. */
const usual = { delta: decimal('0.4'), days: decimal('7'), minDays: decimal('2'), maxDays: decimal('30') };

export function optionDraft({ category, option, closeBeforeExpiryHours }: Stored): OptionDraft {
  const named = option === null && category === 'option';
  const by = optionChoices.find((choice) => choice !== 'named' && option?.[choice] != null) ?? 'delta';
  const value = by === 'named' ? null : option?.[by];
  return {
    optionBy: named ? 'named' : by,
    optionValue: value ?? usual.delta,
    optionDays: option?.days ?? usual.days,
    optionMinDays: option?.minDays ?? usual.minDays,
    optionMaxDays: option?.maxDays ?? usual.maxDays,
    optionMinOpenInterest: openInterest(option?.minOpenInterest ?? null),
    optionMaxSpreadPercent: option?.maxSpreadPercent ?? '20',
    closeBeforeExpiryHours: closeBeforeExpiryHours ?? '',
  };
}

/** No least interest is an empty field. */
function openInterest(least: Parameters<typeof sign>[0] | null): string {
  return least === null || sign(least) === 0 ? '' : least;
}

/** Whether the contract is chosen when an alert comes. */
export function isChosen({ category, optionBy }: Pick<OptionDraft, 'optionBy'> & { category: string }): boolean {
  return category === 'option' && optionBy !== 'named';
}

/** What PUT sends of it; another market has none. */
export function optionBody(draft: OptionDraft & { category: string }): Record<string, unknown> {
  const closeBeforeExpiryHours = draft.category === 'option' ? textOrNull(draft.closeBeforeExpiryHours) : null;
  if (!isChosen(draft)) return { option: null, closeBeforeExpiryHours };
  return {
    option: {
      days: textOrNull(draft.optionDays),
      minDays: textOrNull(draft.optionMinDays),
      maxDays: textOrNull(draft.optionMaxDays),
      delta: null,
      outOfTheMoneyPercent: null,
      strike: null,
      [draft.optionBy]: textOrNull(draft.optionValue),
      minOpenInterest: textOrNull(draft.optionMinOpenInterest) ?? '0',
      maxSpreadPercent: textOrNull(draft.optionMaxSpreadPercent),
    },
    closeBeforeExpiryHours,
  };
}
