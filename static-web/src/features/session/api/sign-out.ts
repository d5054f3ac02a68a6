import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from '@/lib/api-client';
import { goTo, staticWebAppsSignOut } from '@/lib/platform-sign-in';
import { meQuery } from './get-me';

/** The sign-in page then forgets the rest. */
export function useSignOut(mode: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      if (mode === 'StaticWebApps') {
        goTo(staticWebAppsSignOut);
        return;
      }
      await command('/session', { method: 'DELETE' });
    },
    onSuccess: () => {
      if (mode === 'StaticWebApps') return;
      queryClient.setQueryData(meQuery.queryKey, null);
    },
  });
}
