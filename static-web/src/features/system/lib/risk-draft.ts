import { isDecimal } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import { textOrNull, wholeOrText } from '@/lib/typed-text';
import type { RiskLimits } from '@/generated/zod.gen';

export interface Limit {
  name:
    | 'maxOpenTrades'
    | 'maxEntriesPerMinute'
    | 'maxHeatPercent'
    | 'maxGrossNotional'
    | 'maxNotionalToEquity'
    | 'maxLeverage';
  label: string;
  /** Beside the field. */
  unit?: string;
  /** After the figure in a sentence. */
  suffix: string;
  hint: string;
  whole: boolean;
}

/** What this version of the bot can hold trading to. */
export const limits: readonly Limit[] = [
  { name: 'maxOpenTrades', label: 'Open trades at once', suffix: '', hint: 'Over all strategies.', whole: true },
  { name: 'maxEntriesPerMinute', label: 'Entries a minute', suffix: '', hint: 'Stops a runaway alert.', whole: true },
  {
    name: 'maxHeatPercent',
    label: 'Open risk',
    unit: '% of equity',
    suffix: '\u202f% of equity',
    hint: 'What is lost if every stop is hit.',
    whole: false,
  },
  {
    name: 'maxGrossNotional',
    label: 'Positions together',
    unit: 'USDT',
    suffix: ' USDT',
    hint: 'The value of all positions.',
    whole: false,
  },
  {
    name: 'maxNotionalToEquity',
    label: 'Positions to equity',
    unit: '×',
    suffix: '× equity',
    hint: 'The same, as a multiple of equity.',
    whole: false,
  },
  { name: 'maxLeverage', label: 'Leverage', unit: '×', suffix: '×', hint: 'Of any one entry.', whole: false },
];

/** The form as typed; empty means no limit. */
export type RiskDraft = Record<Limit['name'], string>;

export function draftOf(risk: RiskLimits): RiskDraft {
  const text = ({ name }: Limit) => (risk[name] === null ? '' : String(risk[name]));
  return Object.fromEntries(limits.map((limit) => [limit.name, text(limit)])) as RiskDraft;
}

/** What PUT sends: the limits as they came with the edits laid over them. */
export function bodyOf(draft: RiskDraft, original: RiskLimits): Record<string, unknown> {
  const edited = limits.map(({ name, whole }) => [name, whole ? wholeOrText(draft[name]) : textOrNull(draft[name])]);
  return { ...original, ...(Object.fromEntries(edited) as Record<string, unknown>) };
}

/** "3× equity", or "no limit". */
export function limitWords({ suffix }: Limit, value: string): string {
  const text = value.trim();
  if (text === '') return 'no limit';
  return `${isDecimal(text) ? formatDecimal(text) : text}${suffix}`;
}

/** The limits that differ from what holds now. */
export function changes(draft: RiskDraft, original: RiskLimits): Limit[] {
  const before = draftOf(original);
  return limits.filter(({ name }) => draft[name].trim() !== before[name]);
}
