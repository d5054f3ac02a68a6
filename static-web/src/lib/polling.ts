/**
 * How often a list is asked for, in milliseconds. TanStack Query pauses all of them while the tab is hidden.
 * Each observer has its own timer, so only the one owner of a key passes an interval.
 */
export const polling = {
  /** Something is open and moves. */
  live: 2_000,
  /** Something may happen any moment. */
  watchful: 5_000,
  /** Nothing is open. */
  calm: 10_000,
  /** Changes by hand only. */
  slow: 30_000,
} as const;
