import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, ContractError, isStatus } from '@/lib/api-error';
import { meQuery } from '@/features/session/api/get-me';

const retries = 2;

/** A refusal or an unreadable answer will not improve by asking again; a lost connection may. */
function shouldRetry(failures: number, error: unknown): boolean {
  if (error instanceof ContractError) return false;
  if (error instanceof ApiError && error.status < 500) return false;
  return failures < retries;
}

export function createQueryClient(): QueryClient {
  /** Whatever call first meets it: a 401 means that nobody is signed in any more. */
  const onError = (error: unknown) => {
    if (isStatus(error, 401)) client.setQueryData(meQuery.queryKey, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: shouldRetry, retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000), staleTime: 1_000 },
      // A command that may have reached the bot is never repeated by itself.
      mutations: { retry: false },
    },
  });
  return client;
}
