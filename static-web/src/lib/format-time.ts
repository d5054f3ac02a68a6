const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** "14 s", "3 min", "2 h 05 min", "4 d": short, and never more precise than useful. */
export function formatDuration(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < minute) return `${Math.floor(span / second)}\u202fs`;
  if (span < hour) return `${Math.floor(span / minute)}\u202fmin`;
  if (span < day) {
    const rest = Math.floor((span % hour) / minute);
    return `${Math.floor(span / hour)}\u202fh ${String(rest).padStart(2, '0')}\u202fmin`;
  }
  return `${Math.floor(span / day)}\u202fd`;
}

/** Between two events of one story: milliseconds while they matter. */
export function formatGap(milliseconds: number): string {
  if (milliseconds < 10 * second) return `${Math.round(milliseconds).toLocaleString('en-US')}\u202fms`;
  return formatDuration(milliseconds);
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const date = new Intl.DateTimeFormat(undefined, { day: '2-digit', month: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

export function formatClock(at: string): string {
  return clock.format(new Date(at));
}

export function formatClockPrecise(at: string): string {
  return `${formatClock(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;
}

/** Today's moments need no date. */
export function formatMoment(at: string, now: number): string {
  const when = new Date(at);
  const sameDay = when.toDateString() === new Date(now).toDateString();
  return sameDay ? clock.format(when) : `${date.format(when)} ${clock.format(when)}`;
}

/** The exact moment in local time and UTC, for tooltips. */
export function formatExact(at: string): string {
  return `${full.format(new Date(at))} (${new Date(at).toISOString()})`;
}
