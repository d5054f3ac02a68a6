import { Price } from '@/components/ui/amount';
import type { Trade } from '@/generated/zod.gen';
import styles from './trades.module.css';

/** The stop that stands, and beside it the planned one where it was moved. */
export function Stop({ trade: { stopLoss, plannedStopLoss } }: { trade: Pick<Trade, 'stopLoss' | 'plannedStopLoss'> }) {
  return (
    <>
      <Price value={stopLoss} />
      {plannedStopLoss === null || plannedStopLoss === stopLoss ? null : (
        <span className={styles.sub}>
          planned <Price value={plannedStopLoss} />
        </span>
      )}
    </>
  );
}
