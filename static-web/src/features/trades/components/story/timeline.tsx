import { EmptyState } from '@/components/ui/states';
import { classes } from '@/lib/classes';
import { formatClockPrecise, formatExact, formatGap } from '@/lib/format-time';
import type { Row } from '@/lib/words';
import { humanize, rowOf } from '@/lib/words';
import type { Event } from '@/generated/zod.gen';
import { tradeEventKind } from '@/generated/zod.gen';
import styles from './timeline.module.css';

const tones: Record<Row<typeof tradeEventKind>['tone'], string | undefined> = {
  neutral: undefined,
  good: styles.good,
  bad: styles.bad,
};

/** What the event is; one that is newer than this dashboard is shown as it came. */
function Kind({ kind }: { kind: string }) {
  const row = rowOf(tradeEventKind, kind);
  return (
    <span className={styles.kind} title={row?.meaning}>
      {row?.label ?? humanize(kind)}
    </span>
  );
}

function tone(kind: string): string | undefined {
  const row = rowOf(tradeEventKind, kind);
  return row && tones[row.tone];
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
              <Kind kind={event.kind} />
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
