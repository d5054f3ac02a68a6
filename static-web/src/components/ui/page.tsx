import type { ReactNode } from 'react';
import { useTitle } from '@/lib/use-title';
import styles from './page.module.css';

interface PageProps {
  title: string;
  /** Under the title, one line. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** The title is for the tab and for screen readers only. */
  hideTitle?: boolean;
  children: ReactNode;
}

export function Page({ title, lead, actions, hideTitle = false, children }: PageProps) {
  useTitle(title);
  return (
    <div className={styles.page}>
      <div className={hideTitle ? 'sr-only' : styles.head}>
        <div>
          <h1 className={styles.title}>{title}</h1>
          {lead === undefined ? null : <div className={styles.lead}>{lead}</div>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
