import { Page } from '@/components/ui/page';
import { AuditPanel } from '@/features/system/components/audit-panel';
import { DiscrepanciesPanel } from '@/features/system/components/discrepancies-panel';
import { HealthPanel } from '@/features/system/components/health-panel';
import { NotificationsPanel } from '@/features/system/components/notifications-panel';
import { RiskPanel } from '@/features/system/components/risk-panel';
import styles from './system.module.css';

export function Component() {
  return (
    <Page title="System" lead="Whether the bot is well, what bounds it, and what it told.">
      <div className={styles.grid}>
        <div className={styles.column}>
          <HealthPanel />
          <DiscrepanciesPanel />
          <AuditPanel />
        </div>
        <div className={styles.column}>
          <RiskPanel />
          <NotificationsPanel />
        </div>
      </div>
      <p className={styles.credits}>
        Charts drawn with <a href="https://www.tradingview.com/">TradingView</a> Lightweight Charts™, © TradingView,
        Inc.
      </p>
    </Page>
  );
}
