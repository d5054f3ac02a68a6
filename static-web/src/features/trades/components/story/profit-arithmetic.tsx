import { Profit } from '@/components/ui/profit';
import { EmptyState } from '@/components/ui/states';
import type { Profit as Breakdown, TradeStory } from '@/generated/zod.gen';
import { absolute, compare, negate, sign } from '@/lib/decimal';
import { formatCoin, formatDecimal, formatQuantity } from '@/lib/format-decimal';
import styles from './profit-arithmetic.module.css';

function NotExited({ side, profit }: { side: string; profit: Breakdown }) {
  return (
    <>
      <table className={styles.sum}>
        <caption className="sr-only">Entry and costs so far</caption>
        <tbody>
          <tr>
            <th scope="row">
              {side === 'short' ? 'Sold' : 'Bought'} {formatQuantity(profit.enteredQuantity)} for
            </th>
            <td>{formatCoin(profit.enteredValue, profit.coin)}</td>
          </tr>
          <tr>
            <th scope="row">Fees so far</th>
            <td>{formatCoin(profit.fees, profit.coin)}</td>
          </tr>
          {sign(profit.funding) === 0 ? null : (
            <tr>
              <th scope="row">Funding so far</th>
              <td>{formatCoin(negate(profit.funding), profit.coin, 'always')}</td>
            </tr>
          )}
        </tbody>
      </table>
      <p className={styles.note}>Nothing is closed yet; the result is counted from the first exit on.</p>
    </>
  );
}

function Ledger({ profit, partly }: { profit: Breakdown; partly: boolean }) {
  const { agrees, difference, coin } = profit;
  if (agrees === true) return <p className={styles.note}>The ledger says the same.</p>;
  if (difference === null || partly) return null;
  return (
    <p className={styles.differs} role="status">
      The ledger’s result is {formatCoin(absolute(difference), coin)} {sign(difference) < 0 ? 'lower' : 'higher'}: a
      fill the bot has not read yet.
    </p>
  );
}

/** The bot's own sum, line by line; nothing is added up here. */
export function ProfitArithmetic({ story: { profit, side } }: { story: TradeStory }) {
  if (profit === null) return <EmptyState title="Nothing to add up">The first fill starts the sum.</EmptyState>;
  if (sign(profit.exitedQuantity) === 0) return <NotExited side={side} profit={profit} />;
  const { enteredQuantity, exitedQuantity, coin } = profit;
  const short = side === 'short';
  const partly = compare(enteredQuantity, exitedQuantity) > 0;
  return (
    <>
      <table className={styles.sum}>
        <caption className="sr-only">Profit and loss from fills and funding</caption>
        <tbody>
          <tr>
            <th scope="row">
              {short ? 'Sold' : 'Bought'} {formatQuantity(partly ? exitedQuantity : enteredQuantity)}
              {partly ? ` of ${formatQuantity(enteredQuantity)}` : ''} for
            </th>
            <td>{formatCoin(profit.entryFlow, coin, 'always')}</td>
          </tr>
          <tr>
            <th scope="row">
              {short ? 'Bought back' : 'Sold'} {formatQuantity(exitedQuantity)} for
            </th>
            <td>{formatCoin(profit.exitFlow, coin, 'always')}</td>
          </tr>
          <tr className={styles.line}>
            <th scope="row">Gross</th>
            <td>{formatCoin(profit.gross, coin, 'always')}</td>
          </tr>
          <tr>
            <th scope="row">Fees</th>
            <td>{formatCoin(negate(profit.fees), coin, 'always')}</td>
          </tr>
          {sign(profit.funding) === 0 ? null : (
            <tr>
              <th scope="row">Funding {sign(profit.funding) < 0 ? 'received' : 'paid'}</th>
              <td>{formatCoin(negate(profit.funding), coin, 'always')}</td>
            </tr>
          )}
          <tr className={styles.net}>
            <th scope="row">{partly ? 'Net so far' : 'Net'}</th>
            <td>
              <Profit value={profit.net} coin={coin} />
            </td>
          </tr>
        </tbody>
      </table>
      {sign(profit.feesInBaseCoin) === 0 ? null : (
        <p className={styles.note}>
          {formatDecimal(profit.feesInBaseCoin)} of the coin itself went as fees, counted at the price of their fills.
        </p>
      )}
      <Ledger profit={profit} partly={partly} />
    </>
  );
}
