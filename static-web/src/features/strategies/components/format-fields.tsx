import { Checkbox, FormError } from '@/components/ui/field';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { alertFormat } from '@/generated/zod.gen';
import { alertCode } from '@/generated/zod.gen';
import { foreignFormats } from '../api/strategy';
import type { DraftForm } from './draft-fields';
import { TextField } from './draft-fields';
import styles from './strategies.module.css';

type Service = Exclude<Known<typeof alertFormat>, 'tradingbot'>;

const services: Record<Service, { name: string; hint: string }> = {
  tradersPost: { name: 'TradersPost', hint: 'Messages with ticker, action and sentiment.' },
  threeCommas: { name: '3Commas', hint: 'Its signal bot: messages with bot_uuid, of a strategy or custom.' },
  okx: { name: 'OKX', hint: 'Its signal bot: messages with signalToken, of a strategy or custom.' },
  wunderTrading: { name: 'WunderTrading', hint: 'Codes, alone or as JSON; what each means stands below.' },
  alertatron: { name: 'Alertatron', hint: 'One market, limit or close command for one symbol.' },
  pineConnector: { name: 'PineConnector', hint: 'Licence number, command and symbol; stops in percent or as a price.' },
};

/** Which other services' messages are taken, each switched on by itself. */
export function FormatFields({ form }: { form: DraftForm }) {
  const { formats } = form.draft;
  // A word this dashboard does not know yet stays as it is.
  const words: readonly string[] = [
    ...new Set([...foreignFormats, ...formats.filter((word) => word !== 'tradingbot')]),
  ];
  return (
    <fieldset className={styles.formats}>
      <legend className={styles.legend}>Messages of other services</legend>
      {words.map((word) => {
        const service = under(services, word);
        return (
          <Checkbox
            key={word}
            label={service?.name ?? humanize(word)}
            hint={service?.hint}
            checked={formats.includes(word)}
            disabled={form.disabled}
            onChange={(checked) => {
              form.set('formats', checked ? [...formats, word] : formats.filter((other) => other !== word));
            }}
          />
        );
      })}
      {formats.includes('wunderTrading') ? (
        <TextField
          form={form}
          name="alertCodes"
          label="Codes of WunderTrading"
          placeholder="ENTER-LONG_btc = enterLong, EXIT-ALL_btc = exitAll"
          hint={`Each code with what it means: ${alertCode.known.join(', ')}. Comma between them.`}
        />
      ) : null}
      {form.faults('formats').map((fault) => (
        <FormError key={fault}>{fault}</FormError>
      ))}
    </fieldset>
  );
}
