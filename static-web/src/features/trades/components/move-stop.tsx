import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { Price } from '@/components/ui/amount';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Facts } from '@/components/ui/facts';
import { Field, FormError } from '@/components/ui/field';
import type { TradeStory } from '@/generated/zod.gen';
import { ApiError, explain } from '@/lib/api-error';
import { faultsAt } from '@/lib/faults';
import { usePermissions } from '@/lib/permissions';
import type { StopWish } from '../api/move-stop';
import { useMoveStop, usePreviewStop } from '../api/move-stop';
import { stopCause } from '../lib/stop-moves';
import styles from './move-stop.module.css';
import { Stop } from './stop';
import { StopPreview } from './stop-preview';

/** What the field says of a refusal; the rest of it stands below. */
function priceFaults(error: unknown): string[] {
  return error instanceof ApiError ? faultsAt(error.fields, 'stopLoss') : [];
}

/** Where the stop is to stand, what that would mean, and only then the order to move it. */
function MoveStopForm({ trade, onDone }: { trade: TradeStory; onDone: () => void }) {
  const [price, setPrice] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [reason, setReason] = useState('');
  const preview = usePreviewStop(trade.id);
  const move = useMoveStop(trade.id);
  const isAsking = preview.isPending || move.isPending;
  const error = move.error ?? preview.error;
  const faults = isMissing ? ['Give a price.'] : priceFaults(error);

  const look = (wish: StopWish) => {
    setMissing(false);
    move.reset();
    preview.mutate(wish);
  };
  const lookAtPrice = (event: SubmitEvent) => {
    event.preventDefault();
    if (price.trim() === '') {
      preview.reset();
      setMissing(true);
    } else {
      look({ stopLoss: price.trim() });
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // What was looked at, never what is typed by now.
    if (preview.isSuccess) move.mutate({ wish: preview.variables, reason: reason.trim() }, { onSuccess: onDone });
  };

  return (
    <div className={styles.body}>
      <Facts
        layout="list"
        facts={[
          { label: 'Stop now', value: <Stop trade={trade} cause={stopCause(trade.events, trade.stopLoss)} /> },
          { label: 'Entry', value: <Price value={trade.entryPrice} /> },
          { label: 'Mark', value: <Price value={trade.markPrice} /> },
        ]}
      />
      <form onSubmit={lookAtPrice} className={styles.form} noValidate>
        <Field label="New stop" errors={faults} hint="Rounded to the exchange’s price step, towards less risk.">
          {(control) => (
            <input
              {...control}
              value={price}
              required
              readOnly={move.isPending}
              inputMode="decimal"
              autoComplete="off"
              onChange={(event) => {
                setPrice(event.target.value);
                setMissing(false);
                preview.reset();
                move.reset();
              }}
            />
          )}
        </Field>
        <div className={styles.ways}>
          <Button type="submit" busy={isAsking}>
            Show the result
          </Button>
          <Button
            busy={isAsking}
            onClick={() => {
              setPrice('');
              look({ breakEven: true });
            }}
          >
            Break-even
          </Button>
        </div>
      </form>
      <form onSubmit={submit} className={styles.form}>
        <div role="status" className={styles.result}>
          {preview.isSuccess ? <StopPreview answer={preview.data} /> : null}
        </div>
        <Field label="Reason (optional)" hint="Kept in the audit.">
          {(control) => (
            <input
              {...control}
              value={reason}
              maxLength={500}
              onChange={(event) => {
                setReason(event.target.value);
              }}
            />
          )}
        </Field>
        {error === null || faults.length > 0 ? null : <FormError>{explain(error)}</FormError>}
        <DialogActions>
          <Button onClick={onDone}>Leave it</Button>
          <Button type="submit" variant="primary" busy={move.isPending} disabled={!preview.isSuccess}>
            Move stop
          </Button>
        </DialogActions>
      </form>
    </div>
  );
}

export function MoveStop({ trade }: { trade: TradeStory }) {
  const [open, setOpen] = useState(false);
  const { canControl } = usePermissions();
  return (
    <>
      <Button
        disabled={!canControl}
        onClick={() => {
          setOpen(true);
        }}
      >
        Move stop
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Move the stop of ${trade.symbol}?`}
        description="A stop only moves to less risk. First you see what it would mean; then you move it."
      >
        <MoveStopForm
          trade={trade}
          onDone={() => {
            setOpen(false);
          }}
        />
      </Dialog>
    </>
  );
}
