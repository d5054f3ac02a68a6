import { humanize, under } from '@/lib/words';
import { orderTypes, unfilledEntries } from '../api/strategy';
import type { DraftForm } from './draft-fields';
import { ChoiceField, TextField } from './draft-fields';
import styles from './strategies.module.css';

const orderHints: Record<(typeof orderTypes)[number], string> = {
  market: 'Bought or sold at once.',
  limit: 'Waits for its price.',
};

const unfilledWords: Record<(typeof unfilledEntries)[number], string> = {
  cancel: 'Take it back',
  market: 'Go to the market',
};

const unfilledHints: Record<(typeof unfilledEntries)[number], string> = {
  cancel: 'What is not filled when its time is over is taken back.',
  market: 'What is not filled when its time is over is bought or sold at once, as far as the worst price.',
};

/** How a strategy gets in. */
export function EntryFields({ form }: { form: DraftForm }) {
  const { draft } = form;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>How it gets in</legend>
      <div className={styles.fields}>
        <ChoiceField
          form={form}
          name="orderType"
          label="Entry order"
          options={orderTypes}
          hint={under(orderHints, draft.orderType)}
        />
        <TextField
          form={form}
          name="maxSlippagePercent"
          label="Worst price"
          numeric
          unit="%"
          placeholder="no bound"
          hint="How much worse than approved an entry may be filled at most. What the market asks beyond it is not paid."
        />
        <TextField form={form} name="entryValidMinutes" label="Limit entry waits" numeric unit="minutes" />
        <ChoiceField
          form={form}
          name="whenUnfilled"
          label="If it is not filled"
          options={unfilledEntries}
          words={(unfilled) => under(unfilledWords, unfilled) ?? humanize(unfilled)}
          hint={under(unfilledHints, draft.whenUnfilled)}
        />
        <TextField
          form={form}
          name="chaseSeconds"
          label="Limit entry follows the market"
          numeric
          unit="seconds"
          placeholder="never"
          hint="Every so often its price goes after a market that moves away, as far as the worst price."
        />
      </div>
    </fieldset>
  );
}
