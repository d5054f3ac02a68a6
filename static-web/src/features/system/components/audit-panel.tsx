import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState } from '@/components/ui/states';
import { humanize } from '@/lib/words';
import type { Audit } from '@/generated/zod.gen';
import { useAudit } from '../api/get-audit';
import { type AuditValue, partsOf } from '../lib/audit-words';
import styles from './system.module.css';

function Values({ values }: { readonly values: readonly AuditValue[] }) {
  return (
    <dl className={styles.values}>
      {values.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Detail({ detail }: { readonly detail: Audit['detail'] }) {
  const { said, records } = partsOf(detail);
  return (
    <>
      <p className={styles.message}>{said.map(({ name, value }) => `${name}: ${value}`).join(' · ')}</p>
      {records.map(({ name, values }) => (
        <details key={name} className={styles.record}>
          <summary>{name} as saved</summary>
          <Values values={values} />
        </details>
      ))}
    </>
  );
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
                <Detail detail={item.detail} />
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}
