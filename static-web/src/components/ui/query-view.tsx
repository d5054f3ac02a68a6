import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { isStatus } from '@/lib/api-error';
import { Age } from './age';
import styles from './query-view.module.css';
import { ErrorState, NotAvailable, Skeleton } from './states';

interface QueryViewProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch' | 'isFetching' | 'dataUpdatedAt'>;
  skeleton?: ReactNode;
  /** Shown instead of the children when there is nothing to list. */
  empty?: ReactNode;
  isEmpty?: (data: T) => boolean;
  children: (data: T) => ReactNode;
}

/** The four states every panel must have: loading, failed, empty, and data that could not be renewed. */
export function QueryView<T>({ query, skeleton, empty, isEmpty, children }: QueryViewProps<T>) {
  const { data, error } = query;
  // Asking again clears the error until the next answer; the panel must not flicker back to loading meanwhile.
  const [lastError, setLastError] = useState(error);
  if (error !== null && error !== lastError) setLastError(error);
  const retry = () => {
    void query.refetch();
  };

  if (data === undefined) {
    if (isStatus(lastError, 404)) return <NotAvailable />;
    if (lastError !== null) return <ErrorState error={lastError} onRetry={retry} busy={query.isFetching} />;
    return skeleton ?? <Skeleton />;
  }

  return (
    <>
      {error === null ? null : (
        <p className={styles.stale} role="status">
          Could not refresh. Showing what was known{' '}
          <Age at={new Date(query.dataUpdatedAt).toISOString()} suffix=" ago" />.{' '}
          <button type="button" onClick={retry} className={styles.retry}>
            Try again
          </button>
        </p>
      )}
      {isEmpty?.(data) === true ? empty : children(data)}
    </>
  );
}
