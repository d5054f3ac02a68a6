import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';
import { maybe, maybeDecimal } from '@/lib/schema';

const maybeWhole = maybe(z.number().int());

/** null means no limit. Loose: what this dashboard does not edit goes back to the bot as it came. */
export const riskLimits = z.looseObject({
  maxOpenTrades: maybeWhole,
  maxEntriesPerMinute: maybeWhole,
  maxHeatPercent: maybeDecimal,
  maxGrossNotional: maybeDecimal,
  maxNotionalToEquity: maybeDecimal,
  maxLeverage: maybeDecimal,
});
export type RiskLimits = z.infer<typeof riskLimits>;

export const riskKey = ['risk'] as const;

export function useRiskLimits() {
  return useQuery({
    queryKey: riskKey,
    queryFn: ({ signal }) => request('/risk', riskLimits, { signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.slow),
  });
}
