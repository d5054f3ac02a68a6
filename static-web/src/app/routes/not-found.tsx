import { Link } from 'react-router';
import { EmptyState } from '@/components/ui/states';
import { Page } from '@/components/ui/page';
import { paths } from '@/config/paths';

export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <EmptyState title="There is nothing at this address">
        <Link to={paths.overview}>Go to the overview</Link>
      </EmptyState>
    </Page>
  );
}
