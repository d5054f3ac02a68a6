import { Link } from 'react-router';
import { Age } from '@/components/ui/age';
import type { Column } from '@/components/ui/data-table';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState, Skeleton } from '@/components/ui/states';
import { paths } from '@/config/paths';
import { useStrategies } from '../api/get-strategies';
import type { Strategy } from '@/generated/zod.gen';
import { describeProtection } from '../lib/protection-words';
import { describeSizing } from '../lib/sizing-words';
import { StrategyState } from './strategy-state';
import styles from './strategies.module.css';

const columns: readonly Column<Strategy>[] = [
  {
    id: 'strategy',
    header: 'Strategy',
    card: 'title',
    cell: (strategy) => (
      <>
        <Link to={paths.strategy(strategy.key)} data-row-link className={styles.name}>
          {strategy.name}
        </Link>
        <span className={styles.sub}>{strategy.key}</span>
      </>
    ),
  },
  { id: 'state', header: 'State', card: 'lead', cell: (strategy) => <StrategyState strategy={strategy} /> },
  {
    id: 'symbols',
    header: 'Symbols',
    card: 'wide',
    cell: ({ symbols }) => (symbols.length === 0 ? 'Any' : symbols.join(', ')),
  },
  { id: 'sizing', header: 'Sizing', cell: describeSizing },
  { id: 'protection', header: 'Protection', cell: describeProtection },
  {
    id: 'open',
    header: 'Open trades',
    align: 'end',
    card: 'hidden',
    cell: ({ openTrades }) => openTrades,
  },
  {
    id: 'last',
    header: 'Last signal',
    align: 'end',
    cell: ({ lastSignalAt }) => (lastSignalAt === null ? 'never' : <Age at={lastSignalAt} suffix=" ago" />),
  },
];

export function StrategiesList() {
  const query = useStrategies();
  return (
    <Panel title="All strategies" flush>
      <QueryView
        query={query}
        skeleton={<Skeleton rows={5} height={18} />}
        isEmpty={(strategies) => strategies.length === 0}
        empty={
          <EmptyState title="No strategy yet">
            A strategy gives TradingView an address to call and bounds what its alerts may do.{' '}
            <Link to={paths.newStrategy}>Create the first one</Link>
          </EmptyState>
        }
      >
        {(strategies) => (
          <DataTable caption="Strategies" columns={columns} rows={strategies} rowKey={({ key }) => key} />
        )}
      </QueryView>
    </Panel>
  );
}
