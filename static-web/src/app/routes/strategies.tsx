import { Plus } from 'lucide-react';
import { Link } from 'react-router';
import { Page } from '@/components/ui/page';
import buttonStyles from '@/components/ui/button.module.css';
import { paths } from '@/config/paths';
import { StrategiesList } from '@/features/strategies/components/strategies-list';
import { classes } from '@/lib/classes';

export function Component() {
  return (
    <Page
      title="Strategies"
      lead="Each has its own webhook address and bounds what its alerts may do."
      actions={
        <Link to={paths.newStrategy} className={classes(buttonStyles.button, buttonStyles.primary)}>
          <Plus size={16} aria-hidden="true" /> New strategy
        </Link>
      }
    >
      <StrategiesList />
    </Page>
  );
}
