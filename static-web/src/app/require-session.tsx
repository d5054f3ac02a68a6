import { Navigate, useLocation } from 'react-router';
import { ErrorState } from '@/components/ui/states';
import { paths } from '@/config/paths';
import { useMe } from '@/features/session/api/get-me';
import { isStatus } from '@/lib/api-error';
import { PermissionsProvider } from '@/lib/permissions';
import { AppShell } from './layout/app-shell';
import { Centered } from './layout/centered';
import { NoRolePage } from './routes/no-role';

/** Lets nobody in who is not signed in, and remembers where they wanted to go. */
export function RequireSession() {
  const query = useMe();
  const { pathname, search } = useLocation();

  if (query.data === undefined) {
    if (isStatus(query.error, 403)) return <NoRolePage />;
    return (
      <Centered>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
        ) : (
          <span className="sr-only" role="status">
            Loading
          </span>
        )}
      </Centered>
    );
  }
  if (query.data === null) {
    const back = pathname + search;
    return <Navigate to={back === '/' ? paths.signIn : `${paths.signIn}?back=${encodeURIComponent(back)}`} replace />;
  }
  return (
    <PermissionsProvider value={{ canControl: query.data.roles.includes('owner') }}>
      <AppShell me={query.data} />
    </PermissionsProvider>
  );
}
