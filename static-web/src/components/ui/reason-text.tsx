import { isDecimal, round } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import type { Reason } from '@/generated/zod.gen';
import { denialKind } from '@/generated/zod.gen';
import { humanize, rowOf } from '@/lib/words';
import styles from './reason-text.module.css';

/** As many as the bot's sentences have; a quotient may have 28. */
const decimals = 8;

function figure(value: unknown): string {
  if (typeof value === 'string') return isDecimal(value) ? formatDecimal(value, { max: decimals }) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return JSON.stringify(value);
}

/** "limitPercent": 5 reads "Limit 5 %". */
function measured(name: string, value: unknown): { label: string; text: string } {
  const unit = /(Percent|Seconds)$/.exec(name)?.[1];
  const label = humanize(unit === undefined ? name : name.slice(0, -unit.length));
  const suffix = unit === undefined ? '' : unit === 'Percent' ? '\u202f%' : '\u202fs';
  return { label, text: figure(value) + suffix };
}

const id = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** How a sentence may write the figure: to cents or closer, but not as nothing. */
function spellings(value: string): string[] {
  if (!isDecimal(value)) return [value];
  const rounded = Array.from({ length: decimals - 1 }, (_, more) => round(value, 2 + more));
  return rounded.filter((text, at) => text !== '0' || at === rounded.length - 1);
}

/** A figure that the sentence does not name already; ids tell a reader nothing. */
function isNews(message: string, value: unknown): boolean {
  if (typeof value !== 'string') return true;
  const told = spellings(value);
  return !id.test(value) && !message.split(/[\s:;,()]+/).some((word) => told.includes(word.replace(/\.$/, '')));
}

interface ReasonTextProps {
  reason: Reason;
  /** With every figure, what to do about it and the code, for those who look closely. */
  code?: boolean;
}

/** Why the bot refused: its sentence, then the numbers that decided it. */
export function ReasonText({ reason, code = false }: ReasonTextProps) {
  const numbers = Object.entries(reason.numbers)
    .filter(([, value]) => code || isNews(reason.message, value))
    .map(([name, value]) => measured(name, value));
  return (
    <span className={styles.reason}>
      <span>{reason.message}</span>
      {numbers.length === 0 ? null : (
        <span className={styles.numbers}>
          {numbers.map(({ label, text }) => (
            <span key={label}>
              {label} <b>{text}</b>
            </span>
          ))}
        </span>
      )}
      {code ? <span className={styles.advice}>{rowOf(denialKind, reason.code)?.advice}</span> : null}
      {code ? <code className={styles.code}>{reason.code}</code> : null}
    </span>
  );
}
