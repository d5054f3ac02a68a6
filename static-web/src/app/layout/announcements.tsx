import { X } from 'lucide-react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { classes } from '@/lib/classes';
import type { Announcement } from '@/lib/announcer';
import { useAnnouncer } from '@/lib/announcer';
import styles from './announcements.module.css';

const shownFor = 9_000;

function Notice({ announcement, onDismiss }: { announcement: Announcement; onDismiss: (id: number) => void }) {
  const { id, text, tone, to } = announcement;
  useEffect(() => {
    const timer = setTimeout(() => {
      onDismiss(id);
    }, shownFor);
    return () => {
      clearTimeout(timer);
    };
  }, [id, onDismiss]);
  return (
    <li className={classes(styles.notice, styles[tone])}>
      {to === undefined ? text : <Link to={to}>{text}</Link>}
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => {
          onDismiss(id);
        }}
        className={styles.dismiss}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </li>
  );
}

/** Fills and results as they happen: a polite live region that is also seen. */
export function Announcements() {
  const { announcements, dismiss } = useAnnouncer();
  return (
    <div role="log" aria-live="polite" aria-label="What just happened" className={styles.region}>
      <ul className={styles.list}>
        {announcements.map((announcement) => (
          <Notice key={announcement.id} announcement={announcement} onDismiss={dismiss} />
        ))}
      </ul>
    </div>
  );
}
