import { explain } from '@/lib/api-error';
import { Button } from './button';
import { FormError } from './field';
import styles from './load-more.module.css';

interface LoadMoreProps {
  hasMore: boolean;
  busy: boolean;
  error: unknown;
  onMore: () => void;
}

export function LoadMore({ hasMore, busy, error, onMore }: LoadMoreProps) {
  if (!hasMore) return null;
  return (
    <div className={styles.more}>
      {error === null || error === undefined ? null : <FormError>{explain(error)}</FormError>}
      <Button onClick={onMore} busy={busy}>
        Load more
      </Button>
    </div>
  );
}
