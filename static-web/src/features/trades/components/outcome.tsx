import { classes } from '@/lib/classes';
import type { DecimalString } from '@/lib/decimal';
import { absolute, sign } from '@/lib/decimal';
import { formatCoin } from '@/lib/format-decimal';
import styles from './outcome.module.css';

const words = {
  1: { word: 'Profit', tone: styles.gain },
  0: { word: 'Neither profit nor loss', tone: undefined },
  [-1]: { word: 'Loss', tone: styles.loss },
} as const;

/** What a trade comes to: in words, so that no sign is overlooked. */
export function Outcome({ profit, coin }: { profit: DecimalString; coin: string }) {
  const direction = sign(profit);
  const { word, tone } = words[direction];
  return (
    <span className={classes(styles.outcome, tone)}>
      {direction === 0 ? word : `${word} of ${formatCoin(absolute(profit), coin)}`}
    </span>
  );
}
