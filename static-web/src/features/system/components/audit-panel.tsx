import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState } from '@/components/ui/states';
import { humanize } from '@/lib/words';
import type { Audit } from '@/generated/zod.gen';
import { useAudit } from '../api/get-audit';
import styles from './system.module.css';

function describe(detail: Audit['detail']): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${humanize(name)}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
}

export function AuditPanel() {
  const query = useAudit();
  return (
    <Panel title="Audit" flush>
      <QueryView
        query={query}
        isEmpty={(items) => items.length === 0}
        empty={
          <EmptyState title="Nobody has changed anything yet">
            Every sign-in, change and command is written down here.
          </EmptyState>
        }
      >
        {(items) => (
          <ul>
            {items.map((item) => (
              <li key={item.id} className={styles.entry}>
                <span className={styles.head}>
                  <b>{humanize(item.action)}</b>
                  {item.target}
                  <span className={styles.actor}>by {item.actor}</span>
                </span>
                <span className={styles.age}>
                  <Moment at={item.at} />
                </span>
                <p className={styles.message}>{describe(item.detail)}</p>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}
