import { useQuery } from '@tanstack/react-query';
import { notificationList } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';

export function useNotifications() {
  return useQuery({
    queryKey: ['notifications'],
    queryFn: ({ signal }) => request('/notifications', notificationList, { query: { limit: 20 }, signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.slow),
    select: ({ items }) => items,
  });
}
