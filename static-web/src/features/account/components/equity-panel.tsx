import { lazy, Suspense, useState } from 'react';
import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { Profit } from '@/components/ui/profit';
import { QueryView } from '@/components/ui/query-view';
import { Segments } from '@/components/ui/segments';
import { EmptyState, Skeleton } from '@/components/ui/states';
import type { EquityCurve, EquityRange } from '../api/get-equity';
import { equityRanges, useEquity } from '../api/get-equity';
import styles from './equity-panel.module.css';
import { EquityTable } from './equity-table';

/** The chart library is heavy and only this panel needs it. */
const EquityChart = lazy(() => import('./equity-chart'));

function Change({ curve: { change, since } }: { curve: EquityCurve }) {
  if (change === null) return null;
  return (
    <span className={styles.change}>
      <Profit value={change} coin="USD" /> since <Moment at={since} />
    </span>
  );
}

export function EquityPanel({ className }: { className?: string | undefined }) {
  const [range, setRange] = useState<EquityRange>('1D');
  const query = useEquity(range);
  return (
    <Panel
      title="Equity"
      note={query.data === undefined ? undefined : <Change curve={query.data} />}
      actions={<Segments label="Range" options={equityRanges} value={range} onChange={setRange} />}
      flush
      className={className}
    >
      <QueryView
        query={query}
        skeleton={<Skeleton rows={6} height={20} />}
        isEmpty={({ points }) => points.length === 0}
        empty={<EmptyState title="No reading yet">The first point comes within 15 seconds.</EmptyState>}
      >
        {({ points }) => (
          <figure className={styles.figure}>
            <div className={styles.chart} aria-hidden="true">
              <Suspense fallback={<Skeleton rows={6} height={20} />}>
                <EquityChart points={points} />
              </Suspense>
            </div>
            <EquityTable points={points} range={range} />
          </figure>
        )}
      </QueryView>
    </Panel>
  );
}
