import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';
import { page } from '@/lib/schema';
import { signal } from './signal';

const signals = page(signal);

const recentSignals = (limit: number) =>
  queryOptions({
    queryKey: ['signals', 'recent', limit],
    queryFn: ({ signal: abort }) => request('/signals', signals, { query: { limit }, signal: abort }),
  });

export function useRecentSignals(limit: number) {
  return useQuery({ ...recentSignals(limit), refetchInterval: polling.watchful, select: ({ items }) => items });
}

/** True once it is known that no alert ever came; looks on while the panel of recent signals polls. */
export function useIsFresh(limit: number): boolean {
  return useQuery({ ...recentSignals(limit), select: ({ items }) => items.length === 0 }).data ?? false;
}
