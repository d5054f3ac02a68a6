import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Account } from '@/generated/zod.gen';
import { account } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { sign } from '@/lib/decimal';
import { polling } from '@/lib/polling';

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => request('/account', account, { signal }),
});

export function useAccount() {
  return useQuery(accountQuery);
}

function moves(data: Account | undefined): boolean {
  return [data?.openRisk, data?.unrealizedPnl, data?.marginUsed].some(
    (value) => value !== null && value !== undefined && sign(value) !== 0,
  );
}

/** The owner of the account's polling; mounted once, by the shell. */
export function usePollAccount() {
  return useQuery({
    ...accountQuery,
    refetchInterval: ({ state }) => (moves(state.data) ? polling.live : polling.watchful),
  });
}
