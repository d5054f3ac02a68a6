import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { usePermissions } from '@/lib/permissions';
import type { RiskLimits } from '@/generated/zod.gen';
import { useRiskLimits } from '../api/get-risk';
import { draftOf, limits, limitWords } from '../lib/risk-draft';
import { RiskForm } from './risk-form';
import styles from './system.module.css';

function Standing({ risk }: { risk: RiskLimits }) {
  const draft = draftOf(risk);
  const facts = limits.map((limit) => {
    const value = draft[limit.name];
    return {
      label: limit.label,
      value: value === '' ? <span className={styles.none}>no limit</span> : limitWords(limit, value),
    };
  });
  return <Facts layout="list" facts={facts} />;
}

export function RiskPanel() {
  const query = useRiskLimits();
  const { canControl } = usePermissions();
  /** The limits as they were when the edit began: a poll must not replace what is being typed. */
  const [editing, setEditing] = useState<RiskLimits | null>(null);
  const stop = () => {
    setEditing(null);
  };
  const { data } = query;
  return (
    <Panel
      title="Risk limits"
      note="for all strategies together"
      actions={
        data === undefined || editing !== null || !canControl ? undefined : (
          <Button
            size="small"
            onClick={() => {
              setEditing(data);
            }}
          >
            Edit <span className="sr-only">the risk limits</span>
          </Button>
        )
      }
    >
      {editing === null ? (
        <QueryView query={query}>{(risk) => <Standing risk={risk} />}</QueryView>
      ) : (
        <RiskForm original={editing} onDone={stop} />
      )}
    </Panel>
  );
}
