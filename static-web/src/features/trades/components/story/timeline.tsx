import { EmptyState } from '@/components/ui/states';
import { classes } from '@/lib/classes';
import { formatClockPrecise, formatExact, formatGap } from '@/lib/format-time';
import { humanize } from '@/lib/words';
import type { Event } from '@/generated/zod.gen';
import styles from './timeline.module.css';

const good = new Set(['entryFilled', 'stopConfirmed', 'stopRestored', 'settled']);
const bad = new Set(['orderRejected', 'exitRejected', 'stopMissing', 'failed', 'entryUnknown']);

function tone(kind: string): string | undefined {
  if (good.has(kind)) return styles.good;
  return bad.has(kind) ? styles.bad : undefined;
}

/** Everything the bot did for this trade, oldest first, with the time since the step before. */
export function Timeline({ events }: { events: readonly Event[] }) {
  if (events.length === 0) return <EmptyState title="Nothing has been written yet" />;
  return (
    <ol className={styles.timeline}>
      {events.map((event, index) => {
        const before = events[index - 1];
        return (
          <li key={event.id} className={classes(styles.event, tone(event.kind))}>
            <time dateTime={event.at} title={formatExact(event.at)} className={styles.time}>
              {formatClockPrecise(event.at)}
            </time>
            <div className={styles.text}>
              <span className={styles.kind}>{humanize(event.kind)}</span>
              <span>{event.message}</span>
            </div>
            <span className={styles.gap}>
              {before === undefined ? 'start' : `+${formatGap(Date.parse(event.at) - Date.parse(before.at))}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
