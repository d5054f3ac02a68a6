import { Checkbox } from '@/components/ui/field';
import { formatDecimal } from '@/lib/format-decimal';
import type { Strategy } from '@/generated/zod.gen';
import type { DraftForm } from './draft-fields';
import { TextField } from './draft-fields';
import styles from './strategies.module.css';

/** A target in multiples of risk has no percent to show; the empty field must not read as "none". */
function targetHint(original: Strategy | null): string {
  const multiple = original?.takeProfits[0]?.r;
  if (multiple != null) return `Now ${formatDecimal(multiple)}\u202fR, kept while this is empty.`;
  return 'From the entry. Empty: none.';
}

/** What guards a position of the strategy, and what ends it. */
export function ProtectionFields({ form, original }: { form: DraftForm; original: Strategy | null }) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Protection</legend>
      <div className={styles.fields}>
        <TextField
          form={form}
          name="stopLossPercent"
          label="Stop loss"
          numeric
          unit="%"
          required
          hint="Required: no entry without a stop. An alert may bring a nearer one."
        />
        <TextField
          form={form}
          name="takeProfitPercent"
          label="Take profit"
          numeric
          unit="%"
          hint={targetHint(original)}
        />
        <TextField
          form={form}
          name="timeStopMinutes"
          label="Time stop"
          numeric
          unit="minutes"
          placeholder="none"
          hint="Closes what is still open by then."
        />
      </div>
      <Checkbox
        label="Keep stops that I move"
        hint="A stop moved looser at the exchange stays there. Off: it is put back to the plan. One moved nearer always stays."
        checked={form.draft.keepMovedStops}
        disabled={form.disabled}
        onChange={(checked) => {
          form.set('keepMovedStops', checked);
        }}
      />
    </fieldset>
  );
}
