import { formatGap } from '@/lib/format-time';
import type { Event } from '@/generated/zod.gen';
import { stagesOf } from '@/features/trades/lib/stages';
import styles from './stage-times.module.css';

/** From alert to protection: how long each stage took, and all of them together. */
export function StageTimes({ events }: { events: readonly Event[] }) {
  const stages = stagesOf(events);
  if (stages.length === 0) return null;
  const total = stages.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const last = stages.at(-1);
  return (
    <div className={styles.stages}>
      <p className={styles.total}>
        Alert to {last?.to.toLowerCase()} in <b>{formatGap(total)}</b>
      </p>
      <ol className={styles.bar} aria-label="Time between the stages">
        {stages.map((stage) => (
          <li key={stage.to} className={styles.stage} style={{ flexGrow: Math.max(stage.milliseconds, total / 20) }}>
            <span className={styles.name}>{stage.to}</span>
            <span className={styles.time}>{formatGap(stage.milliseconds)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
