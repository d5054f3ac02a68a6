import { queryOptions, useQuery } from '@tanstack/react-query';
import { halt } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';

export const haltQuery = queryOptions({
  queryKey: ['halt'],
  queryFn: ({ signal }) => request('/halt', halt, { signal }),
});

export function useHalt() {
  return useQuery(haltQuery);
}

/** The owner of the halt state's polling; mounted once, by the shell. */
export function usePollHalt() {
  return useQuery({ ...haltQuery, refetchInterval: polling.watchful });
}
