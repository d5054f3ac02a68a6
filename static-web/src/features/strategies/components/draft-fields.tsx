import { Field } from '@/components/ui/field';
import { humanize } from '@/lib/words';
import type { Draft } from '../lib/draft';
import type { FieldName } from '../lib/fields';
import type { TargetFaults } from '../lib/target-faults';

export interface DraftForm {
  draft: Draft;
  set: <Name extends FieldName>(name: Name, value: Draft[Name]) => void;
  faults: (name: FieldName) => string[];
  targetFaults: TargetFaults;
  disabled: boolean;
}

type TextName = Exclude<FieldName, 'autoLeverage' | 'dryRun' | 'formats' | 'keepMovedStops' | 'takeProfits'>;

interface BaseProps {
  form: DraftForm;
  name: TextName;
  label: string;
  hint?: string | undefined;
  unit?: string | undefined;
  className?: string | undefined;
}

interface TextFieldProps extends BaseProps {
  numeric?: boolean;
  placeholder?: string;
  readOnly?: boolean;
  required?: boolean;
}

export function TextField({
  form,
  name,
  label,
  hint,
  unit,
  className,
  numeric = false,
  placeholder,
  readOnly = false,
  required = false,
}: TextFieldProps) {
  return (
    <Field label={label} hint={hint} unit={unit} errors={form.faults(name)} className={className}>
      {(control) => (
        <input
          {...control}
          name={name}
          value={form.draft[name]}
          disabled={form.disabled}
          readOnly={readOnly}
          aria-required={required || undefined}
          inputMode={numeric ? 'decimal' : 'text'}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            form.set(name, event.target.value);
          }}
        />
      )}
    </Field>
  );
}

interface ChoiceFieldProps extends BaseProps {
  options: readonly string[];
  words?: (option: string) => string;
}

export function ChoiceField({ form, name, label, hint, className, options, words = humanize }: ChoiceFieldProps) {
  const value = form.draft[name];
  // A word this dashboard does not know yet stays selectable as it is.
  const all = options.includes(value) ? options : [...options, value];
  return (
    <Field label={label} hint={hint} errors={form.faults(name)} className={className}>
      {(control) => (
        <select
          {...control}
          name={name}
          value={value}
          disabled={form.disabled}
          onChange={(event) => {
            form.set(name, event.target.value);
          }}
        >
          {all.map((option) => (
            <option key={option} value={option}>
              {words(option)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
