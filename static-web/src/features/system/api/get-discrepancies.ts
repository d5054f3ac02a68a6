import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';
import { instant, maybeInstant, maybeText, page } from '@/lib/schema';

const discrepancy = z.object({
  id: z.union([z.string(), z.number()]),
  at: instant,
  kind: z.string(),
  category: maybeText,
  symbol: maybeText,
  tradeId: maybeText,
  message: z.string(),
  healed: z.boolean().default(false),
  resolvedAt: maybeInstant,
});
export type Discrepancy = z.infer<typeof discrepancy>;

const discrepancies = page(discrepancy);

export function useDiscrepancies() {
  return useQuery({
    queryKey: ['discrepancies'],
    queryFn: ({ signal }) => request('/discrepancies', discrepancies, { query: { limit: 20 }, signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.slow),
    select: ({ items }) => items,
  });
}
