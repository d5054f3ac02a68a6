import { queryOptions, useQuery } from '@tanstack/react-query';
import { healthDetails } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';

export const healthDetailsQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => request('/health/details', healthDetails, { signal }),
});

export function useHealthDetails() {
  return useQuery(healthDetailsQuery);
}

/** The owner of the health's polling; mounted once, by the shell. */
export function usePollHealth() {
  return useQuery({ ...healthDetailsQuery, refetchInterval: polling.watchful });
}
