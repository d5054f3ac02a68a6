import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';
import { instant, maybeText, page, words } from '@/lib/schema';

const notification = z.object({
  id: z.union([z.string(), z.number()]),
  at: instant,
  severity: words('info', 'warning', 'critical'),
  kind: z.string(),
  subject: z.string(),
  body: maybeText,
  tradeId: maybeText,
  strategy: maybeText,
});
export type Notification = z.infer<typeof notification>;

const notifications = page(notification);

export function useNotifications() {
  return useQuery({
    queryKey: ['notifications'],
    queryFn: ({ signal }) => request('/notifications', notifications, { query: { limit: 20 }, signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.slow),
    select: ({ items }) => items,
  });
}
