import { candleInterval } from '@/generated/zod.gen';
import { humanize } from '@/lib/words';
import { intervalWords } from '../lib/atr-bars';
import type { DraftForm } from './draft-fields';
import { ChoiceField, TextField } from './draft-fields';

interface AtrFieldsProps {
  form: DraftForm;
  /** Whose bars: the fields are named and labelled after it. */
  of: 'sizing' | 'stop' | 'trailing';
}

/** The bars that an average true range is taken of. */
export function AtrFields({ form, of }: AtrFieldsProps) {
  const label = `${humanize(of)} ATR`;
  return (
    <>
      <TextField form={form} name={`${of}AtrLength`} label={`${label} length`} numeric unit="bars" placeholder="14" />
      <ChoiceField
        form={form}
        name={`${of}AtrInterval`}
        label={`${label} bar`}
        options={candleInterval.known}
        words={intervalWords}
      />
    </>
  );
}
