import { Link } from 'react-router';
import type { Tone } from '@/components/ui/badge';
import { Badge } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState } from '@/components/ui/states';
import { paths } from '@/config/paths';
import type { Notification } from '@/generated/zod.gen';
import { noticeKind, type severity } from '@/generated/zod.gen';
import type { Known } from '@/lib/words';
import { humanize, rowOf, under } from '@/lib/words';
import { useNotifications } from '../api/get-notifications';
import styles from './system.module.css';

const tones: Record<Known<typeof severity>, Tone> = { info: 'neutral', warning: 'warn', critical: 'bad' };

/** What the trader is to do; nothing is asked for by what only informs. */
function adviceFor({ kind, severity: urgency }: Notification): string | undefined {
  return urgency === 'info' ? undefined : rowOf(noticeKind, kind)?.advice;
}

export function NotificationsPanel() {
  const query = useNotifications();
  return (
    <Panel title="Notifications" flush>
      <QueryView
        query={query}
        isEmpty={(items) => items.length === 0}
        empty={
          <EmptyState title="Nothing was told yet">
            Executions, errors and halts appear here and go out by e-mail.
          </EmptyState>
        }
      >
        {(items) => (
          <ul>
            {items.map((item) => (
              <li key={item.id} className={styles.entry}>
                <span className={styles.head}>
                  <Badge tone={under(tones, item.severity) ?? 'neutral'}>{humanize(item.severity)}</Badge>
                  {item.tradeId === null ? (
                    <b>{item.subject}</b>
                  ) : (
                    <Link to={paths.trade(item.tradeId)}>{item.subject}</Link>
                  )}
                </span>
                <span className={styles.age}>
                  <Moment at={item.at} />
                </span>
                <p className={styles.message}>
                  {item.body} <span className={styles.advice}>{adviceFor(item)}</span>
                </p>
                {item.repeatedAt !== null && (
                  <p className={styles.message}>
                    {item.repeats} more like it, the last <Moment at={item.repeatedAt} />.
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}
