import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { Skeleton } from '@/components/ui/states';
import { HaltBanner } from '@/features/controls/components/halt-banner';
import { killSwitchId } from '@/features/controls/components/kill-switch';
import type { Me } from '@/generated/zod.gen';
import { TradeAnnouncer } from '@/features/trades/components/trade-announcer';
import { Announcements } from './announcements';
import styles from './layout.module.css';
import { Navigation } from './navigation';
import { Polling } from './polling';
import { StatusBar } from './status-bar';

/** What surrounds every page: where one is, how the bot is, and the kill switch. */
export function AppShell({ me }: { me: Me }) {
  return (
    <div className={styles.shell}>
      <div className={styles.skips}>
        <a href="#main">Skip to the content</a>
        <a href={`#${killSwitchId}`}>Skip to the kill switch</a>
      </div>
      <Polling />
      <TradeAnnouncer />
      <Navigation />
      <div className={styles.column}>
        <StatusBar me={me} />
        <HaltBanner />
        <main id="main" tabIndex={-1} className={styles.main}>
          <Suspense fallback={<Skeleton rows={8} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Announcements />
    </div>
  );
}
