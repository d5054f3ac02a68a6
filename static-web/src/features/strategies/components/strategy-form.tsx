import type { SubmitEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox, FormError } from '@/components/ui/field';
import { ApiError, explain } from '@/lib/api-error';
import { faultsElsewhere } from '@/lib/faults';
import { usePermissions } from '@/lib/permissions';
import { under } from '@/lib/words';
import { useStrategies } from '../api/get-strategies';
import type { StrategySaved } from '@/generated/zod.gen';
import { usePutStrategy } from '../api/put-strategy';
import type { Strategy } from '@/generated/zod.gen';
import { categories, directions, oppositeAlerts, states } from '../api/strategy';
import type { Draft } from '../lib/draft';
import { bodyOf, draftOf, newDraft } from '../lib/draft';
import { checkDraft } from '../lib/check-draft';
import { allServerNames, fieldFaults } from '../lib/fields';
import { isChosen } from '../lib/options';
import { targetFaults } from '../lib/target-faults';
import { storedRows } from '../lib/targets';
import type { DraftForm } from './draft-fields';
import { ChoiceField, TextField } from './draft-fields';
import { EntryFields } from './entry-fields';
import { FormatFields } from './format-fields';
import { OptionFields } from './option-fields';
import { ProtectionFields } from './protection-fields';
import { SizingFields } from './sizing-fields';
import styles from './strategies.module.css';

const categoryHints: Record<(typeof categories)[number], string> = {
  linear: 'Perpetuals in USDT or USDC.',
  inverse: 'Margined in the coin.',
  spot: 'Coins, without leverage.',
  option: 'Calls and puts, which it buys.',
};

const stateHints: Record<(typeof states)[number], string> = {
  active: 'Its alerts are traded.',
  paused: 'Closes, opens nothing for now.',
  exitOnly: 'Closes, never opens.',
};

const oppositeHints: Record<(typeof oppositeAlerts)[number], string> = {
  reverse: 'Closes what is held, and opens the other side.',
  closeOnly: 'Closes what is held, and opens nothing.',
  ignore: 'What is held stays. Exits still close it.',
};

function symbolsHint(draft: Draft): string {
  if (draft.category !== 'option') return 'Comma between them.';
  return isChosen(draft)
    ? 'The underlyings, as their charts: BTCUSDT for options of BTC settled in USDT. Comma between them.'
    : 'The options, such as BTC-27MAR27-60000-C-USDT. Comma between them.';
}

interface StrategyFormProps {
  /** null: a new one. */
  original: Strategy | null;
  onSaved: (saved: StrategySaved) => void;
}

function summary(error: unknown): string[] {
  if (error === null) return [];
  if (!(error instanceof ApiError) || Object.keys(error.fields).length === 0) return [explain(error)];
  return ['The bot refused this; the faults stand at their fields.', ...faultsElsewhere(error.fields, allServerNames)];
}

export function StrategyForm({ original, onSaved }: StrategyFormProps) {
  const put = usePutStrategy();
  const { canControl } = usePermissions();
  const [draft, setDraft] = useState<Draft>(() => (original === null ? newDraft : draftOf(original)));
  // How often in a row it was not sent because something is wrong in it; from the first time on, each edit is checked.
  const [refusals, setRefusals] = useState(0);
  // The targets by their places when they were sent: the bot tells its faults by these.
  const [sent, setSent] = useState<readonly number[]>([]);
  const host = useRef<HTMLFormElement>(null);
  const others = useStrategies().data;
  const fields = put.error instanceof ApiError ? put.error.fields : {};
  const check = () => checkDraft(draft, original === null ? (others ?? []).map(({ key }) => key) : []);
  const found = refusals === 0 ? {} : check();

  const form: DraftForm = {
    draft,
    set: (name, value) => {
      setDraft((before) => ({ ...before, [name]: value }));
    },
    faults: (name) => {
      const own = found[name];
      return own === undefined ? fieldFaults(fields, name) : [own];
    },
    targetFaults: targetFaults(draft.takeProfits, found, fields, sent),
    disabled: !canControl,
  };

  // A long form: the first fault may be out of sight.
  useEffect(() => {
    host.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [put.error, refusals]);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (Object.keys(check()).length > 0) {
      setRefusals((before) => before + 1);
      put.reset();
      return;
    }
    setRefusals(0);
    const ids = draft.takeProfits.map(({ id }) => id);
    setSent(ids);
    put.mutate(
      { key: draft.key.trim(), body: bodyOf(draft, original) },
      {
        onSuccess: (saved) => {
          setDraft((before) => ({
            ...before,
            takeProfits: storedRows(before.takeProfits, ids, saved.strategy.takeProfits),
          }));
          onSaved(saved);
        },
      },
    );
  };

  return (
    <form ref={host} onSubmit={submit} className={styles.form} noValidate aria-label="Strategy">
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
          <ChoiceField form={form} name="state" label="State" options={states} hint={under(stateHints, draft.state)} />
          <ChoiceField
            form={form}
            name="category"
            label="Market"
            options={categories}
            hint={under(categoryHints, draft.category)}
          />
          <TextField
            form={form}
            name="symbols"
            label="Symbols"
            placeholder="BTCUSDT, ETHUSDT"
            hint={symbolsHint(draft)}
            className={styles.span}
          />
          <TextField
            form={form}
            name="symbolAliases"
            label="Charts of other exchanges"
            placeholder="BINANCE:BTCUSDT.P = BTCUSDT"
            hint="Alerts from these charts are taken for the symbol; without it they are refused. Comma between them."
            className={styles.span}
          />
          <ChoiceField form={form} name="direction" label="Direction" options={directions} />
          <ChoiceField
            form={form}
            name="oppositeAlert"
            label="Opposite alert"
            options={oppositeAlerts}
            hint={under(oppositeHints, draft.oppositeAlert)}
          />
        </div>
      </fieldset>
      <OptionFields form={form} />
      <EntryFields form={form} />
      <SizingFields form={form} />
      <ProtectionFields form={form} />
      <fieldset className={styles.group}>
        <legend className={styles.legend}>Which alerts it takes</legend>
        <div className={styles.fields}>
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
          <TextField
            form={form}
            name="cooldownSeconds"
            label="Cooldown"
            numeric
            unit="seconds"
            placeholder="none"
            hint="Wait between two entries."
          />
          <TextField
            form={form}
            name="pyramiding"
            label="Additions"
            numeric
            unit="times"
            placeholder="none"
            hint="How often alerts may add to an open position, 20 at most."
          />
          <TextField
            form={form}
            name="silentAfterMinutes"
            label="Longest silence"
            numeric
            unit="minutes"
            placeholder="any"
            hint="You are told when no alert has come for so long."
          />
        </div>
        <FormatFields form={form} />
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
      <div className={styles.actions}>
        {summary(put.error).map((line) => (
          <FormError key={line}>{line}</FormError>
        ))}
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
