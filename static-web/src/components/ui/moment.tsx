import { formatExact, formatMoment } from '@/lib/format-time';
import { useNow } from '@/lib/use-now';
import { Unknown } from './unknown';

/** A point in time in local clock time, with the date when it is not today. */
export function Moment({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null) return <Unknown />;
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatMoment(at, now)}
    </time>
  );
}
