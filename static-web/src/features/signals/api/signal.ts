import { signalStatus } from '@/generated/zod.gen';

/** The statuses a person can filter by. */
export const signalStatuses = signalStatus.known;

export interface SignalFilter {
  status: string | null;
  strategy: string | null;
}
