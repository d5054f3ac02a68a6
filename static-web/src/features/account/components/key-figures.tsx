import type { ReactNode } from 'react';
import { Money } from '@/components/ui/amount';
import { Freshness } from '@/components/ui/freshness';
import { Profit } from '@/components/ui/profit';
import { QueryView } from '@/components/ui/query-view';
import { Skeleton } from '@/components/ui/states';
import type { DecimalString } from '@/lib/decimal';
import { formatPercent } from '@/lib/format-decimal';
import type { Account } from '@/generated/zod.gen';
import { useAccount } from '../api/get-account';
import styles from './key-figures.module.css';

/** The coin of the account's totals. */
const usd = 'USD';

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
  return (
    <dl className={styles.figures}>
      <Figure
        label="Equity"
        value={<Money value={totalEquity} coin={usd} />}
        note={<Freshness asOf={account.asOf} stale={account.stale} />}
      />
      <Figure
        label="Today"
        value={<Profit value={dayPnl} coin={usd} />}
        note={<ShareNote value={account.dayPnlPercent} of="the day’s start" />}
      />
      <Figure
        label="Unrealised"
        value={<Profit value={account.unrealizedPnl} coin={usd} />}
        note={<ShareNote value={account.unrealizedPnlPercent} of="equity" />}
      />
      <Figure
        label="Open risk"
        value={<Money value={account.openRisk} coin={usd} />}
        note={<ShareNote value={account.openRiskPercent} of="equity" />}
      />
      <Figure
        label="Available"
        value={<Money value={account.availableBalance} coin={usd} />}
        note={<ShareNote value={account.availablePercent} of="equity" />}
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
