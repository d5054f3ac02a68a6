import type { ReactNode } from 'react';
import { useId } from 'react';
import { humanize, under } from '@/lib/words';
import { asStored } from '../lib/measures';
import { breakEvenSentence, trailingSentence } from '../lib/stop-move-words';
import { placeChoices, trailingChoices } from '../lib/stop-moves';
import { AtrFields } from './atr-fields';
import type { DraftForm } from './draft-fields';
import { ChoiceField, TextField } from './draft-fields';
import styles from './stop-move-fields.module.css';
import formStyles from './strategies.module.css';

interface Words {
  label: string;
  unit?: string;
}

const places: Record<(typeof placeChoices)[number], Words> = {
  '': { label: 'Off' },
  r: { label: 'At a price in R', unit: 'R' },
  percent: { label: 'At a price in %', unit: '%' },
  target: { label: 'After a target' },
};

const distances: Record<(typeof trailingChoices)[number], Words> = {
  '': { label: 'Off' },
  percent: { label: 'Percent of the price', unit: '%' },
  distance: { label: 'Price distance', unit: 'price' },
  r: { label: 'R multiples', unit: 'R' },
  atr: { label: 'ATR multiples', unit: '× ATR' },
  targets: { label: 'The targets' },
};

const placeWords = (choice: string) => under(places, choice)?.label ?? humanize(choice);
const startWords = (choice: string) => (choice === '' ? 'At once' : placeWords(choice));
const distanceWords = (choice: string) => under(distances, choice)?.label ?? humanize(choice);

interface GroupProps {
  legend: string;
  sentence: string;
  children: ReactNode;
}

/** Fields that make one rule, and the rule in words. */
function Group({ legend, sentence, children }: GroupProps) {
  const id = useId();
  return (
    <fieldset className={styles.group} aria-describedby={id}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={formStyles.fields}>{children}</div>
      <p id={id} className={styles.hint}>
        {sentence}
      </p>
    </fieldset>
  );
}

interface PlaceFieldProps {
  form: DraftForm;
  choice: 'breakEvenWhen' | 'trailingFrom';
  name: 'breakEvenValue' | 'trailingFromValue';
  label: string;
}

/** The price or the target that must be reached first. */
function PlaceField({ form, choice, name, label }: PlaceFieldProps) {
  const kind = form.draft[choice];
  if (kind === '' || kind === asStored) return null;
  if (kind === 'target')
    return <TextField form={form} name={name} label={`${label} after target`} numeric hint="1 is the nearest." />;
  return <TextField form={form} name={name} label={`${label} at`} numeric unit={under(places, kind)?.unit} />;
}

export function BreakEvenFields({ form }: { form: DraftForm }) {
  return (
    <Group legend="Break-even" sentence={breakEvenSentence(form.draft)}>
      <ChoiceField
        form={form}
        name="breakEvenWhen"
        label="Goes to break-even"
        options={placeChoices}
        words={placeWords}
      />
      <PlaceField form={form} choice="breakEvenWhen" name="breakEvenValue" label="Break-even" />
      {form.draft.breakEvenWhen === '' ? null : (
        <TextField
          form={form}
          name="breakEvenOffset"
          label="Break-even offset"
          numeric
          unit="%"
          placeholder="none"
          hint="Of the entry, further into the profit."
        />
      )}
    </Group>
  );
}

export function TrailingFields({ form }: { form: DraftForm }) {
  const by = form.draft.trailingBy;
  const isMeasured = by !== '' && by !== 'targets' && by !== asStored;
  return (
    <Group legend="Trailing stop" sentence={trailingSentence(form.draft)}>
      <ChoiceField
        form={form}
        name="trailingBy"
        label="Trailing follows"
        options={trailingChoices}
        words={distanceWords}
      />
      {isMeasured ? (
        <TextField
          form={form}
          name="trailingValue"
          label="Trailing distance"
          numeric
          unit={under(distances, by)?.unit}
        />
      ) : null}
      {by === 'atr' ? <AtrFields form={form} of="trailing" /> : null}
      {by === '' ? null : (
        <>
          <ChoiceField
            form={form}
            name="trailingFrom"
            label="Trailing starts"
            options={placeChoices}
            words={startWords}
          />
          <PlaceField form={form} choice="trailingFrom" name="trailingFromValue" label="Trailing starts" />
        </>
      )}
    </Group>
  );
}
