import { Link } from 'react-router';
import { classes } from '@/lib/classes';
import styles from './tab-links.module.css';

interface TabLinksProps {
  label: string;
  tabs: readonly { label: string; to: string; current: boolean }[];
}

/** Filters that live in the address, so that back, reload and sharing keep them. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          replace
          aria-current={tab.current ? 'true' : undefined}
          className={classes(styles.tab, tab.current && styles.current)}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
