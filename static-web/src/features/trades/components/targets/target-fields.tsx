import { Plus } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { Button } from '@/components/ui/button';
import type { Faults } from '@/lib/faults';
import { faultsTogether, rowFaults } from '@/features/trades/lib/target-faults';
import type { TargetRow } from '@/features/trades/lib/target-rows';
import { closeTooMuch, mostTargets, withEdit, withTarget } from '@/features/trades/lib/target-rows';
import { describeLeft } from '@/features/trades/lib/target-words';
import { TargetFieldsRow } from './target-fields-row';
import styles from './targets.module.css';

interface TargetFieldsProps {
  rows: readonly TargetRow[];
  /** How many targets were reached: they count among the most, and the others are numbered after them. */
  reached: number;
  /** The rows that the bot, or this form, was asked about last. */
  asked: readonly TargetRow[];
  /** What the bot found wrong with these. */
  refused: Faults;
  disabled: boolean;
  onChange: (rows: readonly TargetRow[]) => void;
}

/** The targets that take the place of those that were not reached. */
export function TargetFields({ rows, reached, asked, refused, disabled, onChange }: TargetFieldsProps) {
  const id = useId();
  const host = useRef<HTMLFieldSetElement>(null);
  const focusNext = useRef<'added' | number | null>(null);
  const isFull = reached + rows.length >= mostTargets;
  const tooMuch = closeTooMuch(rows);
  const together = asked === rows ? faultsTogether(asked, refused) : [];
  const errors = tooMuch ? [describeLeft(rows)] : together;

  // The keyboard goes on where the list has changed: in the new row, or where the one that went has left a gap.
  useEffect(() => {
    const next = focusNext.current;
    focusNext.current = null;
    if (next === null) return;
    if (next === 'added') host.current?.querySelector<HTMLElement>('li:last-child input')?.focus();
    else host.current?.querySelectorAll('button')[next]?.focus();
  }, [rows.length]);

  return (
    <fieldset ref={host} className={styles.targets}>
      <legend className={styles.legend}>Targets not reached</legend>
      <p className={styles.hint}>
        Each closes a share of what is open now. Percent and R count from the entry; 1 R is its distance to the planned
        stop.
      </p>
      {rows.length === 0 ? null : (
        <ol className={styles.list}>
          {rows.map((row, index) => (
            <TargetFieldsRow
              key={row.id}
              number={reached + index + 1}
              row={row}
              faults={rowFaults(row, asked, refused)}
              tooMuchId={tooMuch ? `${id}-error` : undefined}
              disabled={disabled}
              onChange={(change) => {
                onChange(withEdit(rows, row, change));
              }}
              onRemove={() => {
                focusNext.current = index;
                onChange(rows.filter((each) => each !== row));
              }}
            />
          ))}
        </ol>
      )}
      {errors.length === 0 ? null : (
        <p id={`${id}-error`} role="alert" className={styles.error}>
          {errors.join(' ')}
        </p>
      )}
      {tooMuch ? null : <p className={styles.left}>{describeLeft(rows)}</p>}
      <div className={styles.ways}>
        <Button
          size="small"
          disabled={disabled || isFull}
          onClick={() => {
            focusNext.current = 'added';
            onChange(withTarget(rows));
          }}
        >
          <Plus size={14} aria-hidden="true" /> Add target
        </Button>
        {isFull ? (
          <span className={styles.hint}>
            {mostTargets} targets are the most{reached === 0 ? '' : ', with those that were reached'}.
          </span>
        ) : null}
      </div>
    </fieldset>
  );
}
