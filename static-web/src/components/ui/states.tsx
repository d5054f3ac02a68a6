import { CircleDashed, Inbox, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError, explain } from '@/lib/api-error';
import { Button } from './button';
import styles from './states.module.css';

interface EmptyStateProps {
  title: string;
  /** What to do next. */
  children?: ReactNode;
}

export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      <Inbox className={styles.icon} aria-hidden="true" />
      <p className={styles.title}>{title}</p>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  onRetry: () => void;
  busy?: boolean;
}

export function ErrorState({ error, onRetry, busy = false }: ErrorStateProps) {
  const trace = error instanceof ApiError ? error.traceId : null;
  return (
    <div className={styles.state} role="alert">
      <TriangleAlert className={styles.iconBad} aria-hidden="true" />
      <p className={styles.title}>Could not load this</p>
      <p className={styles.text}>{explain(error)}</p>
      {trace === null ? null : <p className={styles.trace}>Trace {trace}</p>}
      <Button size="small" onClick={onRetry} busy={busy}>
        <RotateCw size={14} aria-hidden="true" /> Try again
      </Button>
    </div>
  );
}

/** The bot that answers is older than this dashboard: nothing is wrong, nothing to do. */
export function NotAvailable() {
  return (
    <div className={styles.state}>
      <CircleDashed className={styles.icon} aria-hidden="true" />
      <p className={styles.text}>Not available in this version of the bot.</p>
    </div>
  );
}

interface SkeletonProps {
  rows?: number;
  height?: number;
}

export function Skeleton({ rows = 4, height = 14 }: SkeletonProps) {
  return (
    <div className={styles.skeleton}>
      <span className="sr-only" role="status">
        Loading
      </span>
      {Array.from({ length: rows }, (_, row) => (
        <span
          key={row}
          className={styles.bone}
          style={{ height, width: `${96 - ((row * 17) % 38)}%` }}
          aria-hidden="true"
        />
      ))}
    </div>
  );
}
