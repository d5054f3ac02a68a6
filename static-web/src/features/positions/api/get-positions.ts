import { useQuery } from '@tanstack/react-query';
import { positions } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';

/** What the exchange holds, whoever opened it. */
export function usePositions() {
  return useQuery({
    queryKey: ['positions'],
    queryFn: ({ signal }) => request('/positions', positions, { signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.watchful),
  });
}
