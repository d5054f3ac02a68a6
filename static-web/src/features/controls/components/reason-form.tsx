import type { ReactNode, SubmitEvent } from 'react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { Field, FormError } from '@/components/ui/field';
import { ApiError, explain } from '@/lib/api-error';
import styles from './controls.module.css';

interface ReasonFormProps {
  placeholder: string;
  submit: string;
  danger: boolean;
  busy: boolean;
  error: unknown;
  onSubmit: (reason: string) => void;
  onCancel: () => void;
  children?: ReactNode;
}

/** A command that needs a reason: it goes to the audit with the name of the person. */
export function ReasonForm({
  placeholder,
  submit,
  danger,
  busy,
  error,
  onSubmit,
  onCancel,
  children,
}: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const refused = error instanceof ApiError ? (error.fields.reason ?? []) : [];

  const handle = (event: SubmitEvent) => {
    event.preventDefault();
    const text = reason.trim();
    setMissing(text === '');
    if (text !== '') onSubmit(text);
  };

  return (
    <form onSubmit={handle} className={styles.form} noValidate>
      <Field label="Reason" hint="Kept in the audit." errors={missing ? ['Say why; one line is enough.'] : refused}>
        {(control) => (
          <textarea
            {...control}
            value={reason}
            required
            maxLength={500}
            rows={2}
            placeholder={placeholder}
            onChange={(event) => {
              setReason(event.target.value);
            }}
          />
        )}
      </Field>
      {children}
      {error === null || refused.length > 0 ? null : <FormError>{explain(error)}</FormError>}
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={busy}>
          {submit}
        </Button>
      </DialogActions>
    </form>
  );
}
