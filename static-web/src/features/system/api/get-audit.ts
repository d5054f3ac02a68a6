import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';
import { instant, maybe, maybeText, page } from '@/lib/schema';

const auditEntry = z.object({
  id: z.union([z.string(), z.number()]),
  at: instant,
  actor: maybeText,
  action: z.string(),
  target: maybeText,
  detail: maybe(z.record(z.string(), z.unknown())),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const audit = page(auditEntry);

export function useAudit() {
  return useQuery({
    queryKey: ['audit'],
    queryFn: ({ signal }) => request('/audit', audit, { query: { limit: 20 }, signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.slow),
    select: ({ items }) => items,
  });
}
