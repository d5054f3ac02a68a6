import { Link } from 'react-router';
import { paths } from '@/config/paths';
import { Badge } from '@/components/ui/badge';
import { useHealthDetails } from '../api/get-health-details';
import { EnvironmentBadge, HealthBadge } from './health-words';
import styles from './system.module.css';

/** Which money, and whether the bot is well: for the bar of every page. */
export function HealthStatus() {
  const { data, isError } = useHealthDetails();
  if (data === undefined) {
    return isError ? (
      <Badge tone="bad" dot>
        No answer
      </Badge>
    ) : null;
  }
  return (
    <>
      <EnvironmentBadge environment={data.environment} />
      <Link to={paths.system} className={styles.plain} aria-label={`Health: ${isError ? 'no answer' : data.status}`}>
        {isError ? (
          <Badge tone="warn" dot>
            No answer
          </Badge>
        ) : (
          <HealthBadge status={data.status} />
        )}
      </Link>
    </>
  );
}
