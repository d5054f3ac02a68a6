import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, FormError } from '@/components/ui/field';
import { useAnnouncer } from '@/lib/announcer';
import { ApiError, explain } from '@/lib/api-error';
import { faultsAt, faultsElsewhere } from '@/lib/faults';
import type { RiskLimits } from '@/generated/zod.gen';
import { usePutRiskLimits } from '../api/put-risk';
import { bodyOf, changes, draftOf, limits } from '../lib/risk-draft';
import { RiskConfirm } from './risk-confirm';
import styles from './system.module.css';

const names = limits.map(({ name }) => name);

function summary(error: unknown): string[] {
  if (error === null) return [];
  if (!(error instanceof ApiError) || Object.keys(error.fields).length === 0) return [explain(error)];
  return ['The bot refused this; nothing was changed.', ...faultsElsewhere(error.fields, names)];
}

interface RiskFormProps {
  original: RiskLimits;
  onDone: () => void;
}

export function RiskForm({ original, onDone }: RiskFormProps) {
  const put = usePutRiskLimits();
  const { announce } = useAnnouncer();
  const [draft, setDraft] = useState(() => draftOf(original));
  const [asking, setAsking] = useState(false);
  const faults = put.error instanceof ApiError ? put.error.fields : {};
  const changed = changes(draft, original);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (changed.length === 0) onDone();
    else setAsking(true);
  };
  const save = () => {
    put.mutate(bodyOf(draft, original), {
      onSuccess: () => {
        announce({ text: 'Risk limits saved. They hold from the next entry on.', tone: 'good' });
        onDone();
      },
      // The faults stand in the form, under the question.
      onSettled: () => {
        setAsking(false);
      },
    });
  };

  return (
    <form onSubmit={submit} className={styles.form} noValidate aria-label="Risk limits">
      <p className={styles.message}>Leave a field empty for no limit. Open positions stay as they are.</p>
      <div className={styles.fields}>
        {limits.map(({ name, label, unit, hint, whole }) => (
          <Field key={name} label={label} unit={unit} hint={hint} errors={faultsAt(faults, name)}>
            {(control) => (
              <input
                {...control}
                name={name}
                value={draft[name]}
                inputMode={whole ? 'numeric' : 'decimal'}
                placeholder="no limit"
                autoComplete="off"
                onChange={(event) => {
                  setDraft((before) => ({ ...before, [name]: event.target.value }));
                }}
              />
            )}
          </Field>
        ))}
      </div>
      {summary(put.error).map((line) => (
        <FormError key={line}>{line}</FormError>
      ))}
      <div className={styles.actions}>
        <Button type="submit" variant="primary">
          Save limits
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
      {asking ? (
        <RiskConfirm
          changed={changed}
          before={draftOf(original)}
          after={draft}
          busy={put.isPending}
          onCancel={() => {
            setAsking(false);
          }}
          onConfirm={save}
        />
      ) : null}
    </form>
  );
}
