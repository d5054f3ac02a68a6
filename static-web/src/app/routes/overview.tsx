import { Page } from '@/components/ui/page';
import { EquityPanel } from '@/features/account/components/equity-panel';
import { KeyFigures } from '@/features/account/components/key-figures';
import { useIsFresh } from '@/features/signals/api/get-recent-signals';
import { RecentSignals } from '@/features/signals/components/recent-signals';
import { FirstSteps } from '@/features/strategies/components/first-steps';
import { OpenTradesPanel, RecentTradesPanel } from '@/features/trades/components/overview-panels';
import styles from './overview.module.css';

const shownSignals = 5;

export function OverviewPage() {
  const isFresh = useIsFresh(shownSignals);
  return (
    <Page title="Overview" hideTitle>
      <KeyFigures />
      {isFresh ? <FirstSteps /> : null}
      <div className={styles.grid}>
        <EquityPanel className={styles.equity} />
        <OpenTradesPanel className={styles.open} />
        <RecentSignals shown={shownSignals} className={styles.signals} />
        <RecentTradesPanel className={styles.closed} />
      </div>
    </Page>
  );
}
