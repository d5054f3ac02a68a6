import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';
import { page } from '@/lib/schema';
import { signal } from './signal';

const signals = page(signal);

export function useRecentSignals(limit: number) {
  return useQuery({
    queryKey: ['signals', 'recent', limit],
    queryFn: ({ signal: abort }) => request('/signals', signals, { query: { limit }, signal: abort }),
    refetchInterval: polling.watchful,
    select: ({ items }) => items,
  });
}
