import { classes } from '@/lib/classes';
import type { DecimalString } from '@/lib/decimal';
import { sign } from '@/lib/decimal';
import { formatMoney } from '@/lib/format-decimal';
import styles from './profit.module.css';
import { Unknown } from './unknown';

interface ProfitProps {
  value: DecimalString | null;
  /** How the figure is written; money with two decimals unless told otherwise. */
  format?: (value: DecimalString, signed: 'always') => string;
  className?: string | undefined;
}

/** Gain and loss by arrow, sign and word; the colour only repeats it. */
export function Profit({ value, format = formatMoney, className }: ProfitProps) {
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
