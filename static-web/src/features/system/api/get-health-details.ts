import { queryOptions, useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';
import { instant, maybe, maybeInstant, maybeText, words } from '@/lib/schema';

const healthDetails = z.object({
  status: words('healthy', 'degraded', 'unhealthy'),
  checkedAt: maybe(instant),
  version: maybeText,
  environment: words('paper', 'demo', 'testnet', 'mainnet'),
  mainnetAllowed: z.boolean().default(false),
  checks: z.array(
    z.object({
      name: words('database', 'exchange', 'account', 'timers', 'orchestrations', 'webhook'),
      status: words('healthy', 'degraded', 'unhealthy', 'unknown'),
      message: maybeText,
      at: maybeInstant,
    }),
  ),
});
export type HealthDetails = z.infer<typeof healthDetails>;
export type HealthCheck = HealthDetails['checks'][number];

export const healthDetailsQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => request('/health/details', healthDetails, { signal }),
});

export function useHealthDetails() {
  return useQuery(healthDetailsQuery);
}

/** The owner of the health's polling; mounted once, by the shell. */
export function usePollHealth() {
  return useQuery({ ...healthDetailsQuery, refetchInterval: polling.calm });
}
