import { queryOptions, useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { words } from '@/lib/schema';

const me = z.object({
  name: z.string(),
  roles: z.array(words('owner', 'viewer')),
  mode: words('Local', 'StaticWebApps'),
});
export type Me = z.infer<typeof me>;

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
