import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { Money, Price, Quantity } from '@/components/ui/amount';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Facts } from '@/components/ui/facts';
import { Field, FormError } from '@/components/ui/field';
import { Profit } from '@/components/ui/profit';
import { explain, isCode } from '@/lib/api-error';
import { compare, sign } from '@/lib/decimal';
import { usePermissions } from '@/lib/permissions';
import { useCloseTrade } from '../api/close-trade';
import type { TradeStory } from '@/generated/zod.gen';
import styles from './close-trade.module.css';

const shares = ['25', '50', '75', '100'] as const;
type Percent = (typeof shares)[number];

function consequence({ status, symbol, side, category, waitingQuantity }: TradeStory, percent: Percent): string {
  if (status === 'pending' || status === 'opening') {
    return `The entry order for ${symbol} is cancelled; whatever was already filled is closed at market.`;
  }
  const order = `A market ${side === 'short' ? 'buy' : 'sell'} order${category === 'spot' ? '' : ', reduce only,'}`;
  if (percent !== '100') {
    const waiting = sign(waitingQuantity) > 0 ? ' What of the entry still waits is cancelled.' : '';
    return `${order} closes ${percent} % of what the trade holds of ${symbol}, or all of it if too little would be left for an order. The rest stays open with its stop and targets.${waiting} You take the market’s price.`;
  }
  const rest = sign(waitingQuantity) > 0 ? 'The rest of the entry, stop and targets are' : 'Its stop and targets are';
  return `${order} closes what the trade still holds of ${symbol}. ${rest} cancelled. You take the market’s price.`;
}

/** What is there to close, beside what it was. */
function quantities(
  { filledQuantity, openQuantity, waitingQuantity, quantityCoin: coin }: TradeStory,
  percent: Percent,
) {
  const waits = sign(waitingQuantity) > 0;
  const isWhole = compare(openQuantity, filledQuantity) === 0;
  return [
    {
      label: 'Closed now',
      value: (
        <>
          {percent === '100' ? null : `${percent} % of `}
          <Quantity value={openQuantity} coin={coin} />
        </>
      ),
    },
    ...(isWhole ? [] : [{ label: 'Filled in all', value: <Quantity value={filledQuantity} coin={coin} /> }]),
    ...(waits ? [{ label: 'Entry taken back', value: <Quantity value={waitingQuantity} coin={coin} /> }] : []),
  ];
}

export function CloseTrade({ trade }: { trade: TradeStory }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [percent, setPercent] = useState<Percent>('100');
  // As it was when the dialog was opened: a request sent again because its answer was lost must not mean what is left.
  const [openQuantity, setOpenQuantity] = useState(trade.openQuantity);
  const { canControl } = usePermissions();
  const close = useCloseTrade(trade.id);

  const change = (next: boolean) => {
    setOpen(next);
    if (next) {
      setOpenQuantity(trade.openQuantity);
    } else {
      close.reset();
      setReason('');
      setPercent('100');
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    close.mutate(
      { reason: reason.trim(), percent, openQuantity },
      {
        onSuccess: () => {
          change(false);
        },
      },
    );
  };

  const reducing = trade.reducingQuantity;
  if (trade.status === 'closing') return <Button disabled>Closing…</Button>;
  return (
    <>
      <Button
        variant="danger"
        disabled={!canControl}
        onClick={() => {
          change(true);
        }}
      >
        Close trade
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        tone="danger"
        title={`Close ${trade.symbol}?`}
        description={consequence(trade, percent)}
      >
        <form onSubmit={submit} className={styles.form}>
          {trade.status === 'open' && trade.reducingQuantity == null ? (
            <fieldset className={styles.shares}>
              <legend>How much</legend>
              {shares.map((share) => (
                <label key={share}>
                  <input
                    type="radio"
                    name="percent"
                    value={share}
                    checked={percent === share}
                    onChange={() => {
                      setPercent(share);
                    }}
                  />
                  {share === '100' ? 'All' : `${share} %`}
                </label>
              ))}
            </fieldset>
          ) : null}
          <Facts
            layout="list"
            facts={[
              ...(reducing == null
                ? []
                : [
                    {
                      label: 'A part is being closed',
                      value: <Quantity value={reducing} coin={trade.quantityCoin} />,
                    },
                  ]),
              ...quantities(trade, percent),
              { label: 'Entry', value: <Price value={trade.entryPrice} /> },
              { label: 'Mark', value: <Price value={trade.markPrice} /> },
              {
                label: `Result of ${percent === '100' ? 'it' : 'all that is open'} at mark, before closing fees`,
                value: <Profit value={trade.unrealizedPnl} coin={trade.settleCoin} />,
              },
              { label: 'Fees so far', value: <Money value={trade.fees} coin={trade.settleCoin} /> },
            ]}
          />
          <Field label="Reason (optional)" hint="Kept in the audit.">
            {(control) => (
              <input
                {...control}
                value={reason}
                maxLength={500}
                onChange={(event) => {
                  setReason(event.target.value);
                }}
              />
            )}
          </Field>
          {close.isError ? (
            <FormError>
              {isCode(close.error, 'trade.notOpen')
                ? 'This trade is no longer open; nothing was sent.'
                : explain(close.error)}
            </FormError>
          ) : null}
          <DialogActions>
            <Button
              onClick={() => {
                change(false);
              }}
            >
              Keep it
            </Button>
            <Button type="submit" variant="danger" busy={close.isPending}>
              Close at market
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
}
