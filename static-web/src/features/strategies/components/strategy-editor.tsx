import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState, Skeleton } from '@/components/ui/states';
import { paths } from '@/config/paths';
import { isStatus } from '@/lib/api-error';
import { useStrategy } from '../api/get-strategy';
import type { StrategySaved } from '@/generated/zod.gen';
import { RenewToken } from './renew-token';
import { StrategyForm } from './strategy-form';
import { StrategyState } from './strategy-state';
import styles from './strategies.module.css';
import { TokenDialog } from './token-dialog';
import { WebhookGuide } from './webhook-guide';

function takesOthers({ formats }: StrategySaved['strategy']): boolean {
  return formats.some((word) => word !== 'tradingbot');
}

export function StrategyEditor({ strategyKey }: { strategyKey: string }) {
  const query = useStrategy(strategyKey);
  const [issued, setIssued] = useState<StrategySaved['webhook'] | null>(null);
  if (query.data === undefined && isStatus(query.error, 404)) {
    return (
      <Panel title="Not found">
        <EmptyState title={`There is no strategy “${strategyKey}”`}>
          <Link to={paths.strategies}>See all strategies</Link>
        </EmptyState>
      </Panel>
    );
  }
  return (
    <QueryView query={query} skeleton={<Skeleton rows={12} height={20} />}>
      {(strategy) => (
        <div className={styles.columns}>
          <Panel
            title={strategy.name}
            note={<StrategyState strategy={strategy} />}
            actions={<Link to={paths.signalsOf(strategy.key)}>Its signals</Link>}
          >
            <StrategyForm
              original={strategy}
              onSaved={({ webhook }) => {
                if (webhook.token !== null) setIssued(webhook);
              }}
            />
          </Panel>
          <Panel title="TradingView alert">
            <WebhookGuide url={strategy.webhookUrl} takesOthers={takesOthers(strategy)} />
            <RenewToken strategy={strategy} onRenewed={setIssued} />
          </Panel>
          {issued === null ? null : (
            <TokenDialog
              webhook={issued}
              takesOthers={takesOthers(strategy)}
              onClose={() => {
                setIssued(null);
              }}
            />
          )}
        </div>
      )}
    </QueryView>
  );
}

export function NewStrategy() {
  const navigate = useNavigate();
  const [saved, setSaved] = useState<StrategySaved | null>(null);
  const leave = (key: string) => void navigate(paths.strategy(key), { replace: true });
  return (
    <Panel title="New strategy" className={styles.narrow}>
      <StrategyForm
        original={null}
        onSaved={(answer) => {
          if (answer.webhook.token === null) leave(answer.strategy.key);
          else setSaved(answer);
        }}
      />
      {saved === null ? null : (
        <TokenDialog
          webhook={saved.webhook}
          takesOthers={takesOthers(saved.strategy)}
          onClose={() => {
            leave(saved.strategy.key);
          }}
        />
      )}
    </Panel>
  );
}
