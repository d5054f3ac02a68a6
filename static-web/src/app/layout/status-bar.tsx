import { LogOut } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Freshness } from '@/components/ui/freshness';
import { useAccount } from '@/features/account/api/get-account';
import { useHalt } from '@/features/controls/api/get-halt';
import { KillSwitch } from '@/features/controls/components/kill-switch';
import type { Me } from '@/generated/zod.gen';
import { useSignOut } from '@/features/session/api/sign-out';
import { HealthStatus } from '@/features/system/components/health-status';
import styles from './layout.module.css';
import { ThemeToggle } from './theme-toggle';

function TradingState() {
  const halt = useHalt().data;
  if (halt === undefined) return <Badge>Halt state unknown</Badge>;
  return halt.halted ? (
    <Badge tone="bad" dot>
      Halted
    </Badge>
  ) : (
    <Badge tone="good" dot>
      Trading
    </Badge>
  );
}

function DataAge() {
  const account = useAccount().data;
  if (account === undefined) return null;
  return (
    <span className={styles.age}>
      <span>Account</span> <Freshness asOf={account.asOf} stale={account.stale} />
    </span>
  );
}

export function StatusBar({ me }: { me: Me }) {
  const signOut = useSignOut(me.mode);
  return (
    <header className={styles.bar}>
      <div className={styles.states}>
        <HealthStatus />
        <span className={styles.trading}>
          <TradingState />
        </span>
        <DataAge />
      </div>
      <div className={styles.tools}>
        <ThemeToggle />
        <Button
          size="small"
          variant="ghost"
          busy={signOut.isPending}
          title={`Sign out ${me.name}`}
          onClick={() => {
            signOut.mutate();
          }}
        >
          <LogOut size={16} aria-hidden="true" />
          <span className="sr-only">Sign out</span>
        </Button>
        <KillSwitch />
      </div>
    </header>
  );
}
