import { classes } from '@/lib/classes';
import type { DecimalString } from '@/lib/decimal';
import { sign } from '@/lib/decimal';
import { formatCoin, formatDecimal } from '@/lib/format-decimal';
import styles from './profit.module.css';
import { Unknown } from './unknown';

interface GainProps {
  value: DecimalString | null;
  format: (value: DecimalString, signed: 'always') => string;
  className?: string | undefined;
}

/** Gain and loss by arrow, sign and word; the colour only repeats it. */
function Gain({ value, format, className }: GainProps) {
  if (value === null) return <Unknown />;
  const direction = sign(value);
  const tone = direction > 0 ? styles.gain : direction < 0 ? styles.loss : styles.flat;
  return (
    <span className={classes(styles.profit, tone, className)}>
      {direction === 0 ? null : <span className={direction > 0 ? styles.up : styles.down} aria-hidden="true" />}
      <span className="sr-only">{direction > 0 ? 'gain ' : direction < 0 ? 'loss ' : ''}</span>
      {format(value, 'always')}
    </span>
  );
}

interface ProfitProps {
  value: DecimalString | null;
  /** Null for a moment after an update of the bot. */
  coin: string | null;
  className?: string | undefined;
}

/** What was gained or lost, in its coin. */
export function Profit({ value, coin, className }: ProfitProps) {
  return (
    <Gain
      value={value}
      format={(amount, signed) =>
        coin === null ? formatDecimal(amount, { signed }) : formatCoin(amount, coin, signed)
      }
      className={className}
    />
  );
}

export function formatMultiple(value: DecimalString): string {
  return `${formatDecimal(value, { min: 2, max: 2, signed: 'always' })}\u202fR`;
}

/** What was gained or lost, in multiples of the risk taken. */
export function Multiple({ value }: { value: DecimalString | null }) {
  return <Gain value={value} format={formatMultiple} />;
}
