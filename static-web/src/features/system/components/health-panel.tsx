import { Age } from '@/components/ui/age';
import { Freshness } from '@/components/ui/freshness';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { humanize } from '@/lib/words';
import type { HealthDetails } from '@/generated/zod.gen';
import { useHealthDetails } from '../api/get-health-details';
import { EnvironmentBadge, HealthBadge } from './health-words';
import styles from './system.module.css';

/** "1.0.0+9a85183b32b4…" → "1.0.0+9a85183": enough to find the commit. */
function shortVersion(version: string): string {
  return version.replace(/(\+[0-9a-f]{7})[0-9a-f]+$/, '$1');
}

function Checks({ health }: { health: HealthDetails }) {
  return (
    <ul>
      {health.checks.map((check) => (
        <li key={check.name} className={styles.check}>
          <span className={styles.checkName}>{humanize(check.name)}</span>
          <HealthBadge status={check.status} />
          <span className={styles.message}>{check.message}</span>
          <span className={styles.age}>{check.at === null ? null : <Age at={check.at} suffix=" ago" />}</span>
        </li>
      ))}
    </ul>
  );
}

export function HealthPanel() {
  const query = useHealthDetails();
  return (
    <Panel
      title="Health"
      note={query.data === undefined ? undefined : <Freshness asOf={query.data.checkedAt} limitSeconds={60} />}
      flush
    >
      <QueryView query={query}>
        {(health) => (
          <>
            <Checks health={health} />
            <p className={styles.foot} title={health.version}>
              <EnvironmentBadge environment={health.environment} />
              <span>
                {health.mainnetAllowed
                  ? 'Mainnet is allowed by the settings.'
                  : 'Mainnet is not allowed by the settings.'}
                {` Version ${shortVersion(health.version)}.`}
              </span>
            </p>
          </>
        )}
      </QueryView>
    </Panel>
  );
}
