import { Price } from '@/components/ui/amount';
import type { Trade } from '@/generated/zod.gen';
import { stopState } from '../lib/stop-moves';
import styles from './trades.module.css';

interface StopProps {
  trade: Pick<Trade, 'side' | 'unfinished' | 'stopLoss' | 'plannedStopLoss' | 'stopMoves' | 'takeProfits'>;
  /** Why it stands there, where that is told; else what its rules do. */
  cause?: string | null;
}

/** The stop that stands; below it the planned one where it was moved, and what moves it. */
export function Stop({ trade, cause = null }: StopProps) {
  const { stopLoss, plannedStopLoss } = trade;
  const state = cause ?? stopState(trade);
  return (
    <>
      <Price value={stopLoss} />
      {plannedStopLoss === null || plannedStopLoss === stopLoss ? null : (
        <span className={styles.sub}>
          planned <Price value={plannedStopLoss} />
        </span>
      )}
      {state === null ? null : <span className={styles.sub}>{state}</span>}
    </>
  );
}
