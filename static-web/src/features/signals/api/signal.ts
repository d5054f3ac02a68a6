/** The statuses a person can filter by. */
export const signalStatuses = ['received', 'accepted', 'denied', 'failed', 'completed'] as const;

export interface SignalFilter {
  status: string | null;
  strategy: string | null;
}
