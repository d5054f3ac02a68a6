import { isDecimal } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import type { Reason } from '@/lib/schema';
import { humanize } from '@/lib/words';
import styles from './reason-text.module.css';

function figure(value: unknown): string {
  if (typeof value === 'string') return isDecimal(value) ? formatDecimal(value) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return JSON.stringify(value);
}

/** Why the bot refused: its sentence, then the numbers that decided it. */
export function ReasonText({ reason, code = false }: { reason: Reason; code?: boolean }) {
  const numbers = Object.entries(reason.numbers ?? {});
  return (
    <span className={styles.reason}>
      <span>{reason.message}</span>
      {numbers.length === 0 ? null : (
        <span className={styles.numbers}>
          {numbers.map(([name, value]) => (
            <span key={name}>
              {humanize(name)} <b>{figure(value)}</b>
            </span>
          ))}
        </span>
      )}
      {code ? <code className={styles.code}>{reason.code}</code> : null}
    </span>
  );
}
