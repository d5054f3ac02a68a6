import type { ReactNode } from 'react';
import { Money } from '@/components/ui/amount';
import { Freshness } from '@/components/ui/freshness';
import { Profit } from '@/components/ui/profit';
import { QueryView } from '@/components/ui/query-view';
import { Skeleton } from '@/components/ui/states';
import { divide, multiply, decimal, subtract } from '@/lib/decimal';
import type { DecimalString } from '@/lib/decimal';
import { formatPercent } from '@/lib/format-decimal';
import type { Account } from '../api/account';
import { useAccount } from '../api/get-account';
import styles from './key-figures.module.css';

const hundred = decimal('100');

/** part as a percentage of whole; null when either is unknown or the whole is zero. */
function share(part: DecimalString | null, whole: DecimalString | null): DecimalString | null {
  if (part === null || whole === null) return null;
  return divide(multiply(part, hundred), whole, 2);
}

function ShareNote({ value, of }: { value: DecimalString | null; of: string }) {
  return value === null ? null : `${formatPercent(value)} of ${of}`;
}

function Figure({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>
        <span className={styles.value}>{value}</span>
        <span className={styles.note}>{note}</span>
      </dd>
    </div>
  );
}

function Figures({ account }: { account: Account }) {
  const { totalEquity, dayPnl } = account;
  const morning = totalEquity === null || dayPnl === null ? null : subtract(totalEquity, dayPnl);
  return (
    <dl className={styles.figures}>
      <Figure
        label="Equity"
        value={<Money value={totalEquity} />}
        note={
          <>
            USD · <Freshness asOf={account.asOf} stale={account.stale} />
          </>
        }
      />
      <Figure
        label="Today"
        value={<Profit value={dayPnl} />}
        note={<ShareNote value={share(dayPnl, morning)} of="the day’s start" />}
      />
      <Figure
        label="Unrealised"
        value={<Profit value={account.unrealizedPnl} />}
        note={<ShareNote value={share(account.unrealizedPnl, totalEquity)} of="equity" />}
      />
      <Figure
        label="Open risk"
        value={<Money value={account.openRisk} />}
        note={<ShareNote value={share(account.openRisk, totalEquity)} of="equity" />}
      />
      <Figure
        label="Available"
        value={<Money value={account.availableBalance} />}
        note={<ShareNote value={share(account.availableBalance, totalEquity)} of="equity" />}
      />
    </dl>
  );
}

export function KeyFigures() {
  const query = useAccount();
  return (
    <section aria-label="Account" className={styles.strip}>
      <QueryView query={query} skeleton={<Skeleton rows={2} height={22} />}>
        {(account) => <Figures account={account} />}
      </QueryView>
    </section>
  );
}
