import { humanize, under } from '@/lib/words';
import { atrSentence } from '../lib/atr-bars';
import { asStored } from '../lib/measures';
import { barsOfStop, stopChoices } from '../lib/stop';
import { AtrFields } from './atr-fields';
import type { DraftForm } from './draft-fields';
import { ChoiceField, TextField } from './draft-fields';

const measures: Record<(typeof stopChoices)[number], { label: string; unit: string }> = {
  percent: { label: '% of price', unit: '%' },
  atr: { label: 'ATR multiples', unit: '× ATR' },
};

const measureWords = (choice: string) => under(measures, choice)?.label ?? humanize(choice);

/** How far the stop lies from the entry. */
export function StopFields({ form }: { form: DraftForm }) {
  const { stopBy: by } = form.draft;
  return (
    <>
      <ChoiceField
        form={form}
        name="stopBy"
        label="Stop measured in"
        options={stopChoices}
        words={measureWords}
        hint={by === 'atr' ? atrSentence(barsOfStop(form.draft)) : undefined}
      />
      {by === asStored ? null : (
        <TextField
          form={form}
          name="stopValue"
          label="Stop loss"
          numeric
          unit={under(measures, by)?.unit}
          required
          hint="Required: no entry without a stop. An alert may bring a nearer one."
        />
      )}
      {by === 'atr' ? <AtrFields form={form} of="stop" /> : null}
    </>
  );
}
