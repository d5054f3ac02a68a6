import { Checkbox } from '@/components/ui/field';
import type { DraftForm } from './draft-fields';
import { TextField } from './draft-fields';
import { StopFields } from './stop-fields';
import { BreakEvenFields, TrailingFields } from './stop-move-fields';
import styles from './strategies.module.css';
import { TargetFields } from './target-fields';

/** What guards a position of the strategy, and what ends it. */
export function ProtectionFields({ form }: { form: DraftForm }) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Protection</legend>
      <div className={styles.fields}>
        <StopFields form={form} />
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
      <BreakEvenFields form={form} />
      <TrailingFields form={form} />
      <TargetFields form={form} />
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
