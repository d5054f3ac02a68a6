import { Price } from '@/components/ui/amount';
import { Unknown } from '@/components/ui/unknown';
import type { Trade } from '@/generated/zod.gen';
import { nextTarget } from '../lib/distance';
import styles from './trades.module.css';

/** The next target, and below it which of several that is. */
export function Target({ trade }: { trade: Pick<Trade, 'takeProfits'> }) {
  const count = trade.takeProfits.length;
  if (count === 0) return <Unknown />;
  const next = nextTarget(trade);
  if (next === null) return count === 1 ? 'Reached' : 'All reached';
  return (
    <>
      <Price value={next.price} />
      {count === 1 ? null : (
        <span className={styles.sub}>
          {next.place} of {count}
        </span>
      )}
    </>
  );
}
