import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { FormError } from '@/components/ui/field';
import { explain } from '@/lib/api-error';
import { usePermissions } from '@/lib/permissions';
import type { StrategySaved } from '@/generated/zod.gen';
import { usePutStrategy } from '../api/put-strategy';
import type { Strategy } from '@/generated/zod.gen';
import { bodyOf, draftOf } from '../lib/draft';
import { newToken } from '../lib/new-token';
import styles from './strategies.module.css';

interface RenewTokenProps {
  strategy: Strategy;
  onRenewed: (webhook: StrategySaved['webhook']) => void;
}

/** For a token that was lost, or that somebody else may have seen. */
export function RenewToken({ strategy, onRenewed }: RenewTokenProps) {
  const put = usePutStrategy();
  const { canControl } = usePermissions();
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    put.reset();
  };
  const renew = () => {
    const body = { ...bodyOf(draftOf(strategy), strategy), token: newToken() };
    put.mutate(
      { key: strategy.key, body },
      {
        onSuccess: ({ webhook }) => {
          close();
          onRenewed(webhook);
        },
      },
    );
  };

  return (
    <div className={styles.renew}>
      <p>The token was shown once, when the strategy was made. Lost it, or has somebody seen it?</p>
      <Button
        size="small"
        disabled={!canControl}
        onClick={() => {
          setAsking(true);
        }}
      >
        Make a new token
      </Button>
      <Dialog
        open={asking}
        onOpenChange={(open) => {
          if (!open) close();
        }}
        title="Make a new token?"
        description="The old one stops working at once. Until the new one is in your TradingView alerts, their calls are refused."
      >
        {put.isError ? <FormError>{explain(put.error)}</FormError> : null}
        <DialogActions>
          <Button onClick={close}>Keep the old one</Button>
          <Button variant="danger" busy={put.isPending} onClick={renew}>
            Make a new token
          </Button>
        </DialogActions>
      </Dialog>
    </div>
  );
}
