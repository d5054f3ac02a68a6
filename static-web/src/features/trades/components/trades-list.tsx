import { Link, useNavigate, useSearchParams } from 'react-router';
import { LoadMore } from '@/components/ui/load-more';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState, Skeleton } from '@/components/ui/states';
import { TabLinks } from '@/components/ui/tab-links';
import { paths } from '@/config/paths';
import { useWithParam } from '@/lib/use-with-param';
import type { TradeFilter } from '../api/get-closed-trades';
import { useClosedTrades } from '../api/get-closed-trades';
import { ClosedTradesTable } from './closed-trades-table';
import { OpenTradesPanel } from './overview-panels';
import styles from './trades.module.css';

function ClosedTrades({ filter }: { filter: TradeFilter }) {
  const query = useClosedTrades(filter);
  const filtered = filter.strategy !== null || filter.symbol !== null;
  return (
    <Panel title="Closed trades" flush>
      <QueryView
        query={query}
        skeleton={<Skeleton rows={10} height={18} />}
        isEmpty={(trades) => trades.length === 0}
        empty={
          filtered ? (
            <EmptyState title="Nothing matches this filter">
              <Link to={`${paths.trades}?status=closed`}>Show all closed trades</Link>
            </EmptyState>
          ) : (
            <EmptyState title="No trade has ended yet">Results appear here with the reason they ended.</EmptyState>
          )
        }
      >
        {(trades) => <ClosedTradesTable trades={trades} />}
      </QueryView>
      <LoadMore
        hasMore={query.hasNextPage}
        busy={query.isFetchingNextPage}
        error={query.isFetchNextPageError ? query.error : null}
        onMore={() => void query.fetchNextPage()}
      />
    </Panel>
  );
}

/** An exact match on the server; sent when the person leaves the field or presses Enter. */
function FilterField({ name, label, placeholder }: { name: string; label: string; placeholder: string }) {
  const [search] = useSearchParams();
  const withParam = useWithParam();
  const navigate = useNavigate();
  const value = search.get(name) ?? '';

  const apply = (text: string) => {
    const wanted = text.trim();
    if (wanted !== value) void navigate(withParam(name, wanted === '' ? null : wanted), { replace: true });
  };

  return (
    <input
      key={value}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      defaultValue={value}
      className={styles.filter}
      onBlur={(event) => {
        apply(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply(event.currentTarget.value);
      }}
    />
  );
}

export function TradesList() {
  const [search] = useSearchParams();
  const withParam = useWithParam();
  const closed = search.get('status') === 'closed';
  return (
    <>
      <div className={styles.filters}>
        <TabLinks
          label="Trades"
          tabs={[
            { label: 'Open', to: withParam('status', null), current: !closed },
            { label: 'Closed', to: withParam('status', 'closed'), current: closed },
          ]}
        />
        {closed ? (
          <>
            <FilterField name="symbol" label="Symbol" placeholder="Symbol, BTCUSDT" />
            <FilterField name="strategy" label="Strategy" placeholder="Strategy key" />
          </>
        ) : null}
      </div>
      {closed ? (
        <ClosedTrades filter={{ strategy: search.get('strategy'), symbol: search.get('symbol') }} />
      ) : (
        <OpenTradesPanel />
      )}
    </>
  );
}
