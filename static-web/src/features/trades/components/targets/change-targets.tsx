import { useEffect, useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import { Price, Quantity } from '@/components/ui/amount';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Facts } from '@/components/ui/facts';
import { Field, FormError } from '@/components/ui/field';
import type { TradeStory } from '@/generated/zod.gen';
import { useChangeTargets, usePreviewTargets } from '@/features/trades/api/change-targets';
import { areComplete } from '@/features/trades/lib/target-faults';
import type { TargetRow } from '@/features/trades/lib/target-rows';
import { closeTooMuch, openRows, targetBody } from '@/features/trades/lib/target-rows';
import { describeReached, describeRefusal } from '@/features/trades/lib/target-words';
import { ApiError } from '@/lib/api-error';
import { usePermissions } from '@/lib/permissions';
import { TargetFields } from './target-fields';
import { TargetsPreview } from './targets-preview';
import styles from './targets.module.css';

/** Which targets there are to be, what they would mean, and only then the order to change them. */
function ChangeTargetsForm({ trade, onDone }: { trade: TradeStory; onDone: () => void }) {
  // As it was when the dialog was opened: the shares are of what was open then, also when a target is hit meanwhile.
  const [{ openQuantity, takeProfits }] = useState(trade);
  const [rows, setRows] = useState<readonly TargetRow[]>(() => openRows(takeProfits));
  // What was asked about last. An edit makes other rows, of which nothing is known; to ask again makes another of this.
  const [asked, setAsked] = useState<{ rows: readonly TargetRow[] }>({ rows: [] });
  const [reason, setReason] = useState('');
  const preview = usePreviewTargets(trade.id);
  const change = useChangeTargets(trade.id);
  const host = useRef<HTMLDivElement>(null);
  const reached = takeProfits.filter((target) => target.reached);
  const isAsked = asked.rows === rows;
  const error = change.error ?? preview.error;
  const seen = isAsked ? preview.data : undefined;

  // Of many rows, the first with a fault may be out of sight.
  useEffect(() => {
    if (isAsked) host.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [asked, isAsked, error]);

  const look = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked({ rows });
    change.reset();
    if (areComplete(rows) && !closeTooMuch(rows)) preview.mutate({ takeProfits: rows.map(targetBody), openQuantity });
    else preview.reset();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (seen === undefined || preview.variables === undefined) return;
    // What was looked at.
    change.mutate({ wish: preview.variables, reason: reason.trim() }, { onSuccess: onDone });
  };

  return (
    <div ref={host} className={styles.body}>
      <Facts
        layout="list"
        facts={[
          { label: 'Open', value: <Quantity value={openQuantity} coin={trade.quantityCoin} /> },
          { label: 'Entry', value: <Price value={trade.entryPrice} /> },
          { label: 'Mark', value: <Price value={trade.markPrice} /> },
          {
            label: 'Targets reached',
            value: reached.length === 0 ? 'None' : `${reached.length} of ${takeProfits.length}`,
            note: reached.length === 0 ? undefined : describeReached(reached),
          },
        ]}
      />
      <form onSubmit={look} className={styles.form} noValidate>
        <TargetFields
          rows={rows}
          reached={reached.length}
          asked={asked.rows}
          refused={error instanceof ApiError ? error.fields : {}}
          disabled={change.isPending}
          onChange={setRows}
        />
        <div className={styles.ways}>
          <Button type="submit" busy={change.isPending || (isAsked && preview.isPending)}>
            Show the result
          </Button>
        </div>
      </form>
      <form onSubmit={submit} className={styles.form}>
        <div role="status" className={styles.result}>
          {seen === undefined ? null : (
            <TargetsPreview answer={seen} reached={reached.length} quantityCoin={trade.quantityCoin} />
          )}
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
        {isAsked ? describeRefusal(error).map((line) => <FormError key={line}>{line}</FormError>) : null}
        <DialogActions>
          <Button onClick={onDone}>Leave them</Button>
          <Button type="submit" variant="primary" busy={change.isPending} disabled={seen === undefined}>
            Change targets
          </Button>
        </DialogActions>
      </form>
    </div>
  );
}

export function ChangeTargets({ trade }: { trade: TradeStory }) {
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
        Change targets
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Change the targets of ${trade.symbol}?`}
        description="Other targets take the place of those that were not reached. First you see what they would mean; then you change them."
      >
        <ChangeTargetsForm
          trade={trade}
          onDone={() => {
            setOpen(false);
          }}
        />
      </Dialog>
    </>
  );
}
