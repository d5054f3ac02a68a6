import { formatDuration, formatExact } from '@/lib/format-time';
import { useNow } from '@/lib/use-now';
import styles from './freshness.module.css';

interface FreshnessProps {
  asOf: string | null;
  /** The bot's own judgement; beyond it, anything older than the limit counts as stale too. */
  stale?: boolean;
  limitSeconds?: number;
}

/** Says how old the numbers are, in amber and in words once they are old. */
export function Freshness({ asOf, stale = false, limitSeconds = 30 }: FreshnessProps) {
  const now = useNow();
  if (asOf === null) return <span className={styles.old}>never read yet</span>;
  const age = now - Date.parse(asOf);
  const old = stale || age > limitSeconds * 1_000;
  return (
    <time dateTime={asOf} title={formatExact(asOf)} className={old ? styles.old : styles.fresh}>
      {old ? 'stale, ' : ''}as of {formatDuration(age)} ago
    </time>
  );
}
