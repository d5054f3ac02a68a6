import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import type { TargetRow } from '../lib/targets';
import { targetUnits } from '../lib/targets';
import styles from './target-fields.module.css';

interface TargetFieldsRowProps {
  number: number;
  row: TargetRow;
  /** Those of an average true range, where it is measured by one. */
  bars: string;
  distanceErrors: readonly string[] | undefined;
  closeErrors: readonly string[] | undefined;
  /** The sentence that all shares together are too much; undefined where they are not. */
  tooMuchId: string | undefined;
  disabled: boolean;
  onChange: (change: Partial<TargetRow>) => void;
  onRemove: () => void;
}

/** One target: how far, measured in what, and how much of the position it closes. */
export function TargetFieldsRow({
  number,
  row,
  bars,
  distanceErrors,
  closeErrors,
  tooMuchId,
  disabled,
  onChange,
  onRemove,
}: TargetFieldsRowProps) {
  return (
    <li className={styles.row}>
      <Field label={`Target ${number} distance`} errors={distanceErrors}>
        {(control) => (
          <input
            {...control}
            value={row.distance}
            disabled={disabled}
            inputMode="decimal"
            autoComplete="off"
            onChange={(event) => {
              onChange({ distance: event.target.value });
            }}
          />
        )}
      </Field>
      <Field label={`Target ${number} unit`} hint={row.unit === 'atr' ? `Of ${bars}.` : undefined}>
        {(control) => (
          <select
            {...control}
            value={row.unit}
            disabled={disabled}
            onChange={(event) => {
              onChange({ unit: event.target.value });
            }}
          >
            {Object.entries(targetUnits).map(([unit, words]) => (
              <option key={unit} value={unit}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={`Target ${number} closes`} unit="%" errors={closeErrors}>
        {(control) => (
          <input
            {...control}
            aria-invalid={tooMuchId === undefined ? control['aria-invalid'] : true}
            aria-describedby={[control['aria-describedby'], tooMuchId].filter(Boolean).join(' ') || undefined}
            value={row.close}
            disabled={disabled}
            inputMode="decimal"
            autoComplete="off"
            onChange={(event) => {
              onChange({ close: event.target.value });
            }}
          />
        )}
      </Field>
      <Button
        variant="ghost"
        aria-label={`Remove target ${number}`}
        disabled={disabled}
        className={styles.remove}
        onClick={onRemove}
      >
        <X size={16} aria-hidden="true" />
      </Button>
    </li>
  );
}
