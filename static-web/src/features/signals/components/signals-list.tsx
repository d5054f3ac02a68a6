import { X } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { LoadMore } from '@/components/ui/load-more';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState, Skeleton } from '@/components/ui/states';
import { TabLinks } from '@/components/ui/tab-links';
import { paths } from '@/config/paths';
import { useWithParam } from '@/lib/use-with-param';
import { humanize } from '@/lib/words';
import { useSignals } from '../api/get-signals';
import { signalStatuses } from '../api/signal';
import { SignalDrawer } from './signal-drawer';
import styles from './signals.module.css';
import { SignalsTable } from './signals-table';

export function SignalsList() {
  const [search] = useSearchParams();
  const withParam = useWithParam();
  const status = search.get('status');
  const strategy = search.get('strategy');
  const query = useSignals({ status, strategy });

  return (
    <>
      <div className={styles.filters}>
        <TabLinks
          label="Signal status"
          tabs={[null, ...signalStatuses].map((value) => ({
            label: value === null ? 'All' : humanize(value),
            to: withParam('status', value),
            current: status === value,
          }))}
        />
        {strategy === null ? null : (
          <span className={styles.chosen}>
            Strategy <b>{strategy}</b>
            <Link to={withParam('strategy', null)} replace aria-label={`Stop filtering by strategy ${strategy}`}>
              <X size={14} aria-hidden="true" />
            </Link>
          </span>
        )}
      </div>
      <Panel title={status === null ? 'All signals' : `${humanize(status)} signals`} flush>
        <QueryView
          query={query}
          skeleton={<Skeleton rows={10} height={18} />}
          isEmpty={(signals) => signals.length === 0}
          empty={
            status === null && strategy === null ? (
              <EmptyState title="No alert has arrived yet">
                Copy a strategy’s webhook address and message into a TradingView alert.{' '}
                <Link to={paths.strategies}>Go to strategies</Link>
              </EmptyState>
            ) : (
              <EmptyState title="Nothing matches this filter">
                <Link to={paths.signals}>Show all signals</Link>
              </EmptyState>
            )
          }
        >
          {(signals) => <SignalsTable signals={signals} linkTo={(id) => withParam('signal', id)} />}
        </QueryView>
        <LoadMore
          hasMore={query.hasNextPage}
          busy={query.isFetchingNextPage}
          error={query.isFetchNextPageError ? query.error : null}
          onMore={() => void query.fetchNextPage()}
        />
      </Panel>
      <SignalDrawer id={search.get('signal')} closeTo={withParam('signal', null)} />
    </>
  );
}
