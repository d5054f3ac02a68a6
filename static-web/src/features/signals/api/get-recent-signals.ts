import { queryOptions, useQuery } from '@tanstack/react-query';
import { signalList } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';

const recentSignals = (limit: number) =>
  queryOptions({
    queryKey: ['signals', 'recent', limit],
    queryFn: ({ signal: abort }) => request('/signals', signalList, { query: { limit }, signal: abort }),
  });

export function useRecentSignals(limit: number) {
  return useQuery({ ...recentSignals(limit), refetchInterval: polling.watchful, select: ({ items }) => items });
}

/** True once it is known that no alert ever came; looks on while the panel of recent signals polls. */
export function useIsFresh(limit: number): boolean {
  return useQuery({ ...recentSignals(limit), select: ({ items }) => items.length === 0 }).data ?? false;
}
