import { Link } from 'react-router';
import { Freshness } from '@/components/ui/freshness';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState } from '@/components/ui/states';
import { paths } from '@/config/paths';
import { useOpenTrades } from '../api/get-open-trades';
import { useRecentTrades } from '../api/get-recent-trades';
import type { Trade } from '@/generated/zod.gen';
import { ClosedTradesTable } from './closed-trades-table';
import { OpenTradesTable } from './open-trades-table';

/** The oldest reading decides: a list is as stale as its stalest price. */
function oldestReading(trades: readonly Trade[]): string | null {
  return (
    trades
      .map(({ asOf }) => asOf)
      .filter((asOf) => asOf !== null)
      .sort()[0] ?? null
  );
}

function Note({ trades }: { trades: readonly Trade[] | undefined }) {
  if (trades === undefined || trades.length === 0) return null;
  return (
    <span>
      {trades.length} · <Freshness asOf={oldestReading(trades)} />
    </span>
  );
}

export function OpenTradesPanel({ className }: { className?: string | undefined }) {
  const query = useOpenTrades();
  return (
    <Panel title="Open trades" note={<Note trades={query.data} />} flush className={className}>
      <QueryView
        query={query}
        isEmpty={(trades) => trades.length === 0}
        empty={
          <EmptyState title="Nothing is open">
            The next accepted signal shows up here within two seconds.{' '}
            <Link to={paths.signals}>See what was decided lately</Link>
          </EmptyState>
        }
      >
        {(trades) => <OpenTradesTable trades={trades} />}
      </QueryView>
    </Panel>
  );
}

export function RecentTradesPanel({ className }: { className?: string | undefined }) {
  const query = useRecentTrades();
  return (
    <Panel
      title="Recently closed"
      actions={<Link to={`${paths.trades}?status=closed`}>All closed trades</Link>}
      flush
      className={className}
    >
      <QueryView
        query={query}
        isEmpty={(trades) => trades.length === 0}
        empty={<EmptyState title="No trade has ended yet">Results appear here with the reason they ended.</EmptyState>}
      >
        {(trades) => <ClosedTradesTable trades={trades} />}
      </QueryView>
    </Panel>
  );
}
