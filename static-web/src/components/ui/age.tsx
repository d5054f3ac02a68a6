import { formatDuration, formatExact } from '@/lib/format-time';
import { useNow } from '@/lib/use-now';
import { Unknown } from './unknown';

interface AgeProps {
  at: string | null;
  suffix?: string;
}

/** How long ago something happened; the exact moment is in the tooltip. */
export function Age({ at, suffix = '' }: AgeProps) {
  const now = useNow();
  if (at === null) return <Unknown />;
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatDuration(now - Date.parse(at))}
      {suffix}
    </time>
  );
}
