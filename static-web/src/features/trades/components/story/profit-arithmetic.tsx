import { Profit } from '@/components/ui/profit';
import { EmptyState } from '@/components/ui/states';
import { absolute, compare, decimal, negate, sign } from '@/lib/decimal';
import { formatDecimal, formatMoney, formatQuantity } from '@/lib/format-decimal';
import type { TradeStory } from '@/features/trades/api/trade';
import type { ProfitAndLoss } from '@/features/trades/lib/profit-and-loss';
import { profitAndLoss } from '@/features/trades/lib/profit-and-loss';
import styles from './profit-arithmetic.module.css';

/** Half a cent is rounding, more is a disagreement worth a look. */
const tolerance = decimal('0.005');

function NotExited({ story, result }: { story: TradeStory; result: ProfitAndLoss }) {
  const { entered, fees } = result;
  return (
    <>
      <table className={styles.sum}>
        <caption className="sr-only">Entry and fees so far</caption>
        <tbody>
          <tr>
            <th scope="row">
              {story.side === 'short' ? 'Sold' : 'Bought'} {formatQuantity(entered.quantity)} for
            </th>
            <td>{formatMoney(entered.value)}</td>
          </tr>
          <tr>
            <th scope="row">Fees so far</th>
            <td>{formatMoney(fees)}</td>
          </tr>
        </tbody>
      </table>
      <p className={styles.note}>Nothing is closed yet; the result is counted from the first exit on.</p>
    </>
  );
}

export function ProfitArithmetic({ story }: { story: TradeStory }) {
  const result = profitAndLoss(story);
  if (result === null) {
    return (
      <EmptyState title="Nothing to add up">
        {story.category === 'inverse'
          ? 'Inverse contracts settle in coin; see the fills.'
          : 'The first fill starts the sum.'}
      </EmptyState>
    );
  }
  const { entered, exited, cost, gross, fees, otherFees, net, difference } = result;
  const short = story.side === 'short';
  const partly = compare(entered.quantity, exited.quantity) > 0;
  const agrees = difference === null ? null : compare(absolute(difference), tolerance) <= 0;

  if (sign(exited.quantity) === 0) return <NotExited story={story} result={result} />;
  return (
    <>
      <table className={styles.sum}>
        <caption className="sr-only">Profit and loss from the fills</caption>
        <tbody>
          <tr>
            <th scope="row">
              {short ? 'Sold' : 'Bought'} {formatQuantity(partly ? exited.quantity : entered.quantity)}
              {partly ? ` of ${formatQuantity(entered.quantity)}` : ''} for
            </th>
            <td>{formatMoney(short ? cost : negate(cost), 'always')}</td>
          </tr>
          <tr>
            <th scope="row">
              {short ? 'Bought back' : 'Sold'} {formatQuantity(exited.quantity)} for
            </th>
            <td>{formatMoney(short ? negate(exited.value) : exited.value, 'always')}</td>
          </tr>
          <tr className={styles.line}>
            <th scope="row">Gross</th>
            <td>{formatMoney(gross, 'always')}</td>
          </tr>
          <tr>
            <th scope="row">Fees</th>
            <td>{formatMoney(negate(fees), 'always')}</td>
          </tr>
          <tr className={styles.net}>
            <th scope="row">{partly ? 'Net so far' : 'Net'}</th>
            <td>
              <Profit value={net} />
            </td>
          </tr>
        </tbody>
      </table>
      {otherFees.map(({ currency, fee }, index) => (
        <p key={index} className={styles.note}>
          Not summed in: a fee of {formatDecimal(fee)} {currency}.
        </p>
      ))}
      {agrees === true ? <p className={styles.note}>The ledger says the same.</p> : null}
      {agrees === false && difference !== null && !partly ? (
        <p className={styles.differs} role="status">
          The ledger’s result is {formatMoney(absolute(difference))} {sign(difference) < 0 ? 'lower' : 'higher'}:
          funding, or a fill the bot has not read yet.
        </p>
      ) : null}
    </>
  );
}
