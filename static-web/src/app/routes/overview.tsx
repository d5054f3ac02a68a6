import { Page } from '@/components/ui/page';
import { EquityPanel } from '@/features/account/components/equity-panel';
import { KeyFigures } from '@/features/account/components/key-figures';
import { RecentSignals } from '@/features/signals/components/recent-signals';
import { OpenTradesPanel, RecentTradesPanel } from '@/features/trades/components/overview-panels';
import styles from './overview.module.css';

export function OverviewPage() {
  return (
    <Page title="Overview" hideTitle>
      <KeyFigures />
      <div className={styles.grid}>
        <EquityPanel className={styles.equity} />
        <OpenTradesPanel className={styles.open} />
        <RecentSignals className={styles.signals} />
        <RecentTradesPanel className={styles.closed} />
      </div>
    </Page>
  );
}
