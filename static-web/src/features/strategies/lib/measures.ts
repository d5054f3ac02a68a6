import { under } from '@/lib/words';

/** Chosen where a stored rule is of a kind newer than this dashboard: it goes back as it is. */
export const asStored = 'asStored';

/** Of which of the kinds a stored rule is: it has the field of that name. Empty for no rule. */
export function kindOf<T extends string>(
  kinds: readonly T[],
  stored: Partial<Record<T, unknown>> | null | undefined,
): string {
  if (stored == null) return '';
  return kinds.find((kind) => stored[kind] != null) ?? asStored;
}

/** Nobody has edited these since they came. */
export function isSame<T>(draft: T, was: T, ...names: (keyof T)[]): boolean {
  return names.every((name) => draft[name] === was[name]);
}

const units = { percent: '%', r: 'R', atr: '× ATR' } as const;

/** "2 %", "1.5 R", "3 × ATR": how far away something is; null where that is measured in another way. */
export function measureWords(kind: string, figure: string): string | null {
  const unit = under(units, kind);
  return unit === undefined ? null : `${figure}\u202f${unit}`;
}
