import { Checkbox } from '@/components/ui/field';
import { humanize, under } from '@/lib/words';
import { sizingModes } from '../api/strategy';
import { atrSentence } from '../lib/atr-bars';
import { readSymbols } from '../lib/draft';
import { quantityUnit } from '../lib/market-units';
import { barsOfSizing } from '../lib/sizing';
import { sizingWords } from '../lib/sizing-words';
import { AtrFields } from './atr-fields';
import type { DraftForm } from './draft-fields';
import { ChoiceField, TextField } from './draft-fields';
import styles from './strategies.module.css';

/** What a way of sizing takes beside its value. */
function OwnFields({ form, quantity }: { form: DraftForm; quantity: string }) {
  switch (form.draft.sizingMode) {
    case 'atrRisk':
      return <AtrFields form={form} of="sizing" />;
    case 'followContracts':
      return (
        <TextField
          form={form}
          name="sizingMaxQuantity"
          label="At most"
          numeric
          unit={quantity}
          placeholder="no bound"
          hint="More is not followed."
        />
      );
    default:
      return null;
  }
}

const noLeverage = { spot: 'Spot has none.', option: 'Options that are bought have none.' };

/** How much a strategy trades, and with what leverage. */
export function SizingFields({ form }: { form: DraftForm }) {
  const { draft } = form;
  const unlevered = draft.category === 'spot' || draft.category === 'option';
  const market = { category: draft.category, symbols: readSymbols(draft.symbols) };
  const words = sizingWords(draft.sizingMode);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>How much</legend>
      <div className={styles.fields}>
        <ChoiceField
          form={form}
          name="sizingMode"
          label="Sizing"
          options={sizingModes}
          words={(mode) => sizingWords(mode)?.label ?? humanize(mode)}
          hint={draft.sizingMode === 'atrRisk' ? atrSentence(barsOfSizing(draft)) : undefined}
          className={styles.span}
        />
        <TextField form={form} name="sizingValue" label="Value" numeric unit={words?.unit(market)} hint={words?.hint} />
        <OwnFields form={form} quantity={quantityUnit(market)} />
        <TextField
          form={unlevered ? { ...form, disabled: true } : form}
          name="leverage"
          label="Leverage"
          numeric
          unit="×"
          hint={
            unlevered ? under(noLeverage, draft.category) : draft.autoLeverage ? 'The most that is taken.' : undefined
          }
        />
        <div className={styles.span}>
          <Checkbox
            label="Lower leverage by itself"
            hint="Leverage is then the most: with isolated margin it is lowered until the liquidation lies beyond the stop."
            checked={!unlevered && draft.autoLeverage}
            disabled={unlevered || form.disabled}
            onChange={(checked) => {
              form.set('autoLeverage', checked);
            }}
          />
        </div>
        <TextField
          form={form}
          name="slippagePercent"
          label="Slippage"
          numeric
          unit="%"
          placeholder="none"
          hint="How much worse than its price a market order is reckoned to be filled; part of the risk."
        />
      </div>
    </fieldset>
  );
}
