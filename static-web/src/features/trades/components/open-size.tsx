import { Quantity } from '@/components/ui/amount';
import { compare, sign } from '@/lib/decimal';
import { formatQuantity } from '@/lib/format-decimal';
import type { Trade } from '@/generated/zod.gen';
import styles from './trades.module.css';

/** What is open, and of how much where a part is closed already; what is wanted while nothing is filled. */
export function OpenSize({ trade }: { trade: Trade }) {
  const { quantity, filledQuantity, openQuantity, quantityCoin: coin } = trade;
  const isFilled = sign(filledQuantity) > 0;
  const note = !isFilled
    ? 'not filled yet'
    : compare(openQuantity, filledQuantity) < 0
      ? `of ${formatQuantity(filledQuantity)} filled`
      : null;
  return (
    <>
      <Quantity value={isFilled ? openQuantity : quantity} coin={coin} />
      {note === null ? null : <span className={styles.sub}>{note}</span>}
    </>
  );
}
