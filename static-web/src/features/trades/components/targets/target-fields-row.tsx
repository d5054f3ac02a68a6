import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import type { RowFaults } from '@/features/trades/lib/target-faults';
import type { TargetRow } from '@/features/trades/lib/target-rows';
import { targetUnits } from '@/features/trades/lib/target-rows';
import { formatShare } from '@/features/trades/lib/target-words';
import styles from './targets.module.css';

interface TargetFieldsRowProps {
  number: number;
  row: TargetRow;
  faults: RowFaults;
  /** The sentence that all shares together are too much; undefined where they are not. */
  tooMuchId: string | undefined;
  disabled: boolean;
  onChange: (change: Partial<TargetRow>) => void;
  onRemove: () => void;
}

/** One target: where it lies, told in what, and how much of what is open it closes. */
export function TargetFieldsRow({
  number,
  row,
  faults,
  tooMuchId,
  disabled,
  onChange,
  onRemove,
}: TargetFieldsRowProps) {
  return (
    <li className={styles.row}>
      <Field label={`Target ${number} at`} errors={faults.distance}>
        {(control) => (
          <input
            {...control}
            value={row.distance}
            required
            disabled={disabled}
            inputMode="decimal"
            autoComplete="off"
            onChange={(event) => {
              onChange({ distance: event.target.value });
            }}
          />
        )}
      </Field>
      <Field label={`Target ${number} unit`}>
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
      <Field
        label={`Target ${number} closes`}
        unit="%"
        errors={faults.close}
        hint={row.ofWhole === null ? undefined : `${formatShare(row.ofWhole)} of the whole position so far.`}
      >
        {(control) => (
          <input
            {...control}
            aria-invalid={tooMuchId === undefined ? control['aria-invalid'] : true}
            aria-describedby={[control['aria-describedby'], tooMuchId].filter(Boolean).join(' ') || undefined}
            value={row.close}
            required
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
