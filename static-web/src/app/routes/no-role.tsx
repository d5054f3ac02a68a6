import { EmptyState } from '@/components/ui/states';
import { staticWebAppsSignOut } from '@/lib/platform-sign-in';
import { useTitle } from '@/lib/use-title';
import { Centered } from '../layout/centered';

export function NoRolePage() {
  useTitle('No access');
  return (
    <Centered>
      <EmptyState title="You are signed in, but this bot gave you no role">
        Ask its owner for an invitation. <a href={staticWebAppsSignOut}>Sign in as someone else</a>
      </EmptyState>
    </Centered>
  );
}
