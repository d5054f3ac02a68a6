import { useMutation, useQueryClient } from '@tanstack/react-query';
import { strategySaved } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';

interface PutStrategy {
  key: string;
  body: Record<string, unknown>;
}

export function usePutStrategy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ key, body }: PutStrategy) =>
      request(`/strategies/${encodeURIComponent(key)}`, strategySaved, { method: 'PUT', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['strategies'] }),
    // The answer holds a secret: it stays no longer than the page that shows it.
    gcTime: 0,
  });
}
