import type { ReactNode } from 'react';
import styles from './layout.module.css';

export function Centered({ children }: { children: ReactNode }) {
  return <main className={styles.centered}>{children}</main>;
}
