import { classes } from '@/lib/classes';
import { sign } from '@/lib/decimal';
import { formatPercent } from '@/lib/format-decimal';
import type { Trade } from '@/generated/zod.gen';
import { nextTarget, positionBetween } from '../lib/distance';
import styles from './distance-bar.module.css';

/** Stop on the left, the next target on the right; the fill runs from the entry to the mark. */
export function DistanceBar({ trade }: { trade: Trade }) {
  const { stopLoss, entryPrice, markPrice, unrealizedPnl, stopDistancePercent, targetDistancePercent } = trade;
  const target = nextTarget(trade)?.price ?? null;
  const scaled = stopLoss !== null && target !== null && entryPrice !== null && markPrice !== null;
  const entry = scaled ? positionBetween(stopLoss, target, entryPrice) : null;
  const mark = scaled ? positionBetween(stopLoss, target, markPrice) : null;
  if (entryPrice === null) return <span className={styles.waiting}>Waiting for the entry</span>;
  const losing = unrealizedPnl !== null && sign(unrealizedPnl) < 0;

  return (
    <div className={styles.distance}>
      {entry === null || mark === null ? null : (
        <div className={styles.track} aria-hidden="true">
          <span
            className={classes(styles.fill, losing ? styles.losing : styles.winning)}
            style={{ left: `${Math.min(entry, mark) * 100}%`, width: `${Math.abs(mark - entry) * 100}%` }}
          />
          <span className={styles.entry} style={{ left: `${entry * 100}%` }} />
          <span className={styles.mark} style={{ left: `${mark * 100}%` }} />
        </div>
      )}
      <div className={styles.words}>
        {stopLoss === null ? <span className={styles.naked}>No stop known</span> : null}
        {stopDistancePercent === null ? null : <span>Stop {formatPercent(stopDistancePercent)}</span>}
        {markPrice === null ? <span>Waiting for a price</span> : null}
        {targetDistancePercent === null ? null : <span>Target {formatPercent(targetDistancePercent)}</span>}
        {target === null ? <span>{trade.takeProfits.length === 0 ? 'No target' : 'No target left'}</span> : null}
      </div>
    </div>
  );
}
