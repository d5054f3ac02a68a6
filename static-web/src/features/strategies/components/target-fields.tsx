import { Plus } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { atrBarsWords } from '../lib/atr-bars';
import { barsToShare } from '../lib/stop';
import { closeTooMuch, describeLeft, mostTargets, targetBars, withTarget } from '../lib/targets';
import type { DraftForm } from './draft-fields';
import { TargetFieldsRow } from './target-fields-row';
import styles from './target-fields.module.css';

/** Where profit is taken, and how much of the position at each place. */
export function TargetFields({ form }: { form: DraftForm }) {
  const rows = form.draft.takeProfits;
  const faults = form.targetFaults;
  const id = useId();
  const host = useRef<HTMLFieldSetElement>(null);
  const focusNext = useRef<'added' | number | null>(null);
  const shared = barsToShare(form.draft);
  const tooMuch = closeTooMuch(rows);
  const errors = tooMuch ? [describeLeft(rows)] : faults.together;

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
      <legend className={styles.legend}>Take-profit targets</legend>
      <p className={styles.hint}>
        Distances count from the entry: in percent of its price, in R, multiples of the distance to the stop, or in
        multiples of the ATR, the average true range.
      </p>
      {rows.length === 0 ? null : (
        <ol className={styles.list}>
          {rows.map((row, index) => (
            <TargetFieldsRow
              key={row.id}
              number={index + 1}
              row={row}
              bars={atrBarsWords(targetBars(row, shared))}
              distanceErrors={faults.rows[index]?.distance}
              closeErrors={faults.rows[index]?.close}
              tooMuchId={tooMuch ? `${id}-error` : undefined}
              disabled={form.disabled}
              onChange={(change) => {
                form.set(
                  'takeProfits',
                  rows.map((each) => (each.id === row.id ? { ...each, ...change } : each)),
                );
              }}
              onRemove={() => {
                focusNext.current = index;
                form.set(
                  'takeProfits',
                  rows.filter((each) => each.id !== row.id),
                );
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
      <div className={styles.add}>
        <Button
          size="small"
          disabled={form.disabled || rows.length >= mostTargets}
          onClick={() => {
            focusNext.current = 'added';
            form.set('takeProfits', withTarget(rows));
          }}
        >
          <Plus size={14} aria-hidden="true" /> Add target
        </Button>
        {rows.length < mostTargets ? null : <span className={styles.hint}>{mostTargets} targets are the most.</span>}
      </div>
    </fieldset>
  );
}
