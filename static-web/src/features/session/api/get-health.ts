import { queryOptions, useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { words } from '@/lib/schema';

const health = z.object({
  status: words('healthy', 'degraded', 'unhealthy'),
  authMode: words('Local', 'StaticWebApps').default('Local'),
});

/** What an anonymous visitor may know: whether the bot lives, and how to sign in. */
export const publicHealthQuery = queryOptions({
  queryKey: ['session', 'health'],
  queryFn: ({ signal }) => request('/health', health, { signal }),
  staleTime: 30_000,
});

export function usePublicHealth() {
  return useQuery(publicHealthQuery);
}
