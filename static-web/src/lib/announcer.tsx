import type { ReactNode } from 'react';
import { createContext, use, useCallback, useMemo, useState } from 'react';

export interface Announcement {
  id: number;
  text: string;
  tone: 'good' | 'bad' | 'info';
  /** Where a click leads. */
  to?: string;
}

interface Announcer {
  announcements: readonly Announcement[];
  announce: (announcement: Omit<Announcement, 'id'>) => void;
  dismiss: (id: number) => void;
}

const AnnouncerContext = createContext<Announcer | null>(null);

const kept = 3;

/** Notices about what just happened: shown for a while and read out politely. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [announcements, setAnnouncements] = useState<readonly Announcement[]>([]);

  const announce = useCallback((announcement: Omit<Announcement, 'id'>) => {
    setAnnouncements((before) => {
      const id = (before.at(-1)?.id ?? 0) + 1;
      return [...before, { ...announcement, id }].slice(-kept);
    });
  }, []);

  const dismiss = useCallback((id: number) => {
    setAnnouncements((before) => before.filter((announcement) => announcement.id !== id));
  }, []);

  const value = useMemo(() => ({ announcements, announce, dismiss }), [announcements, announce, dismiss]);
  return <AnnouncerContext value={value}>{children}</AnnouncerContext>;
}

export function useAnnouncer(): Announcer {
  const announcer = use(AnnouncerContext);
  if (announcer === null) throw new Error('useAnnouncer needs an AnnouncerProvider above it.');
  return announcer;
}
