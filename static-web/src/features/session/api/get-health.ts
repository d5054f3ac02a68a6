import { queryOptions, useQuery } from '@tanstack/react-query';
import { health } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';

/** What an anonymous visitor may know: whether the bot lives, and how to sign in. */
export const publicHealthQuery = queryOptions({
  queryKey: ['session', 'health'],
  queryFn: ({ signal }) => request('/health', health, { signal }),
  staleTime: 30_000,
});

export function usePublicHealth() {
  return useQuery(publicHealthQuery);
}
