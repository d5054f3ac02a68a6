import { useQuery } from '@tanstack/react-query';
import { strategy } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';

/** Not polled: nobody's half-finished edit is replaced under their hands. */
export function useStrategy(key: string) {
  return useQuery({
    queryKey: ['strategies', 'one', key],
    queryFn: ({ signal }) => request(`/strategies/${encodeURIComponent(key)}`, strategy, { signal }),
    refetchOnWindowFocus: false,
  });
}
