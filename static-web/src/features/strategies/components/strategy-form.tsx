import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox, FormError } from '@/components/ui/field';
import { ApiError, explain } from '@/lib/api-error';
import { usePermissions } from '@/lib/permissions';
import { humanize } from '@/lib/words';
import type { SavedStrategy } from '../api/put-strategy';
import { usePutStrategy } from '../api/put-strategy';
import type { ListedStrategy } from '../api/strategy';
import { categories, directions, orderTypes, sizingModes, states } from '../api/strategy';
import type { Draft } from '../lib/draft';
import { bodyOf, draftOf, newDraft } from '../lib/draft';
import { faultsAt, faultsElsewhere } from '../lib/faults';
import { sizingWords } from '../lib/sizing-words';
import type { DraftForm } from './draft-fields';
import { ChoiceField, TextField } from './draft-fields';
import styles from './strategies.module.css';

const stateWords: Record<string, string> = {
  active: 'Active: trades',
  paused: 'Paused: ignores alerts',
  exitOnly: 'Exit only: closes, never opens',
};

interface StrategyFormProps {
  /** null: a new one. */
  original: ListedStrategy | null;
  onSaved: (saved: SavedStrategy) => void;
}

function summary(error: unknown): string[] {
  if (error === null) return [];
  if (!(error instanceof ApiError) || Object.keys(error.fields).length === 0) return [explain(error)];
  return ['The bot refused this; the faults stand at their fields.', ...faultsElsewhere(error.fields)];
}

export function StrategyForm({ original, onSaved }: StrategyFormProps) {
  const put = usePutStrategy();
  const { canControl } = usePermissions();
  const [draft, setDraft] = useState<Draft>(() => (original === null ? newDraft : draftOf(original)));
  const fields = put.error instanceof ApiError ? put.error.fields : {};

  const form: DraftForm = {
    draft,
    set: (name, value) => {
      setDraft((before) => ({ ...before, [name]: value }));
    },
    faults: (name) => faultsAt(fields, name),
    disabled: !canControl,
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    put.mutate({ key: draft.key.trim(), body: bodyOf(draft, original) }, { onSuccess: onSaved });
  };

  return (
    <form onSubmit={submit} className={styles.form} noValidate aria-label="Strategy">
      <fieldset className={styles.group}>
        <legend className={styles.legend}>What it trades</legend>
        <div className={styles.fields}>
          <TextField form={form} name="name" label="Name" placeholder="Trend follower" />
          <TextField
            form={form}
            name="key"
            label="Key"
            placeholder="trend-follower"
            readOnly={original !== null}
            hint={original === null ? 'In the webhook address; cannot change later.' : undefined}
          />
          <ChoiceField
            form={form}
            name="state"
            label="State"
            options={states}
            words={(state) => stateWords[state] ?? humanize(state)}
          />
          <ChoiceField form={form} name="category" label="Market" options={categories} />
          <TextField
            form={form}
            name="symbols"
            label="Symbols"
            placeholder="BTCUSDT, ETHUSDT"
            hint="Comma between them."
            className={styles.span}
          />
          <ChoiceField form={form} name="direction" label="Direction" options={directions} />
          <ChoiceField form={form} name="orderType" label="Entry order" options={orderTypes} />
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>How much</legend>
        <div className={styles.fields}>
          <ChoiceField
            form={form}
            name="sizingMode"
            label="Sizing"
            options={sizingModes}
            words={(mode) => sizingWords[mode]?.label ?? humanize(mode)}
            className={styles.span}
          />
          <TextField form={form} name="sizingValue" label="Value" numeric unit={sizingWords[draft.sizingMode]?.unit} />
          <TextField form={form} name="leverage" label="Leverage" numeric unit="×" />
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>Protection</legend>
        <div className={styles.fields}>
          <TextField
            form={form}
            name="stopLossPercent"
            label="Stop loss"
            numeric
            unit="%"
            hint="From the entry. Empty: the alert must bring one."
          />
          <TextField
            form={form}
            name="takeProfitPercent"
            label="Take profit"
            numeric
            unit="%"
            hint="From the entry. Empty: none."
          />
          <TextField
            form={form}
            name="maxLagSeconds"
            label="Oldest alert"
            numeric
            unit="seconds"
            hint="Later ones are refused."
          />
          <TextField
            form={form}
            name="maxDriftPercent"
            label="Largest drift"
            numeric
            unit="%"
            hint="Between the alert’s price and the market’s."
          />
        </div>
        <Checkbox
          label="Dry run"
          hint="Decides and records everything, places no order."
          checked={draft.dryRun}
          disabled={!canControl}
          onChange={(checked) => {
            form.set('dryRun', checked);
          }}
        />
      </fieldset>
      {summary(put.error).map((line) => (
        <FormError key={line}>{line}</FormError>
      ))}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={put.isPending} disabled={!canControl}>
          {original === null ? 'Create strategy' : 'Save changes'}
        </Button>
        <span role="status" className={styles.saved}>
          {put.isSuccess ? 'Saved.' : ''}
        </span>
      </div>
    </form>
  );
}
