import type { ReactNode } from 'react';
import { classes } from '@/lib/classes';
import styles from './facts.module.css';

export interface Fact {
  label: string;
  value: ReactNode;
  /** A second, quieter line. */
  note?: ReactNode;
}

interface FactsProps {
  facts: readonly Fact[];
  layout?: 'grid' | 'list';
}

/** Names and values, as a definition list. */
export function Facts({ facts, layout = 'grid' }: FactsProps) {
  return (
    <dl className={classes(styles.facts, styles[layout])}>
      {facts.map(({ label, value, note }) => (
        <div key={label} className={styles.fact}>
          <dt>{label}</dt>
          <dd>
            {value}
            {note === undefined ? null : <div className={styles.note}>{note}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
