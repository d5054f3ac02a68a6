import type { ReactNode } from 'react';
import { useId } from 'react';
import { classes } from '@/lib/classes';
import styles from './panel.module.css';

interface PanelProps {
  title: string;
  /** A word or badge beside the title. */
  note?: ReactNode;
  actions?: ReactNode;
  /** Tables and charts reach the edges. */
  flush?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

export function Panel({ title, note, actions, flush = false, className, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes(styles.panel, className)}>
      <header className={styles.header}>
        <h2 id={id}>{title}</h2>
        {note === undefined ? null : <div className={styles.note}>{note}</div>}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={classes(styles.body, flush && styles.flush)}>{children}</div>
    </section>
  );
}
