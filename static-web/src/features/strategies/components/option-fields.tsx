import { under } from '@/lib/words';
import { isChosen, optionChoices } from '../lib/options';
import type { DraftForm } from './draft-fields';
import { ChoiceField, TextField } from './draft-fields';
import styles from './strategies.module.css';

type OptionChoice = (typeof optionChoices)[number];

const choiceWords: Record<OptionChoice, string> = {
  delta: 'By its delta',
  outOfTheMoneyPercent: 'So far out of the money',
  strike: 'Nearest to a price',
  named: 'None: the symbols are the options',
};

const valueLabels: Record<Exclude<OptionChoice, 'named'>, string> = {
  delta: 'Delta',
  outOfTheMoneyPercent: 'Out of the money',
  strike: 'Strike',
};

const valueHints: Record<Exclude<OptionChoice, 'named'>, string> = {
  delta: '0.05 to 0.95, for puts as well.',
  outOfTheMoneyPercent: 'Of the underlying. 0 is at the money, a negative one in the money.',
  strike: 'Of the underlying, the same for calls and puts.',
};

/** Which option is bought for an alert. */
export function OptionFields({ form }: { form: DraftForm }) {
  const { draft } = form;
  if (draft.category !== 'option') return null;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Which option</legend>
      <p className={styles.sub}>
        Options are only bought: a call for a long alert of the underlying, a put for a short one. Stop and targets are
        measured on the premium; the bot itself watches the stop, by the mark price.
      </p>
      <div className={styles.fields}>
        <ChoiceField
          form={form}
          name="optionBy"
          label="Strike"
          options={optionChoices}
          words={(choice) => under(choiceWords, choice) ?? choice}
          hint={isChosen(draft) ? undefined : 'Alerts then have to name the option, and buy it.'}
        />
        {isChosen(draft) ? (
          <>
            <TextField
              form={form}
              name="optionValue"
              label={under(valueLabels, draft.optionBy) ?? 'Value'}
              numeric
              unit={draft.optionBy === 'outOfTheMoneyPercent' ? '%' : undefined}
              hint={under(valueHints, draft.optionBy)}
            />
            <TextField form={form} name="optionDays" label="Expires in about" numeric unit="days" />
            <TextField form={form} name="optionMinDays" label="At the earliest in" numeric unit="days" />
            <TextField form={form} name="optionMaxDays" label="At the latest in" numeric unit="days" />
            <TextField
              form={form}
              name="optionMaxSpreadPercent"
              label="Widest spread"
              numeric
              unit="%"
              hint="Between bid and ask, of their middle. Wider ones are not bought."
            />
            <TextField
              form={form}
              name="optionMinOpenInterest"
              label="Least open interest"
              numeric
              unit="coins"
              placeholder="any"
            />
          </>
        ) : null}
        <TextField
          form={form}
          name="closeBeforeExpiryHours"
          label="Close before expiry"
          numeric
          unit="hours"
          placeholder="held to its delivery"
          hint="Near the end the premium fades fastest, and fewer bid for it."
        />
      </div>
    </fieldset>
  );
}
