import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Me } from '@/generated/zod.gen';
import { me } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';

/** null: nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ['session', 'me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await request('/me', me, { signal });
    } catch (error) {
      if (isStatus(error, 401)) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export function useMe() {
  return useQuery(meQuery);
}
