import { Link } from 'react-router';
import { Badge } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState } from '@/components/ui/states';
import { paths } from '@/config/paths';
import type { Discrepancy } from '@/generated/zod.gen';
import { discrepancyKind } from '@/generated/zod.gen';
import { humanize, rowOf } from '@/lib/words';
import { useDiscrepancies } from '../api/get-discrepancies';
import styles from './system.module.css';

function State({ item }: { item: Discrepancy }) {
  if (item.healed) return <Badge tone="good">Healed</Badge>;
  return item.resolvedAt === null ? <Badge tone="warn">Open</Badge> : <Badge>Resolved</Badge>;
}

/** What differs; a kind that is newer than this dashboard is shown as it came. */
function Kind({ kind }: { kind: string }) {
  const row = rowOf(discrepancyKind, kind);
  return <b title={row?.meaning}>{row?.label ?? humanize(kind)}</b>;
}

export function DiscrepanciesPanel() {
  const query = useDiscrepancies();
  return (
    <Panel title="Differences from the exchange" flush>
      <QueryView
        query={query}
        isEmpty={(items) => items.length === 0}
        empty={
          <EmptyState title="The ledger and the exchange agree">Compared at every start and by a timer.</EmptyState>
        }
      >
        {(items) => (
          <ul>
            {items.map((item) => (
              <li key={item.id} className={styles.entry}>
                <span className={styles.head}>
                  <State item={item} />
                  <Kind kind={item.kind} />
                  {item.tradeId === null ? item.symbol : <Link to={paths.trade(item.tradeId)}>{item.symbol}</Link>}
                </span>
                <span className={styles.age}>
                  <Moment at={item.at} />
                </span>
                <p className={styles.message}>{item.message}</p>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}
