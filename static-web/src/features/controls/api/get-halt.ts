import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';
import { haltState } from './halt-state';

export const haltQuery = queryOptions({
  queryKey: ['halt'],
  queryFn: ({ signal }) => request('/halt', haltState, { signal }),
});

export function useHalt() {
  return useQuery(haltQuery);
}

/** The owner of the halt state's polling; mounted once, by the shell. */
export function usePollHalt() {
  return useQuery({ ...haltQuery, refetchInterval: polling.watchful });
}
