import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/config/paths';
import { useStrategies } from '../api/get-strategies';
import styles from './first-steps.module.css';

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className={styles.step}>
      <h3>{title}</h3>
      <p>{children}</p>
    </li>
  );
}

/** The way from a fresh installation to the first alert. */
export function FirstSteps() {
  const strategies = useStrategies().data;
  if (strategies === undefined) return null;
  const [first] = strategies;
  return (
    <Panel title="From here to your first trade">
      <ol className={styles.steps}>
        {first === undefined ? (
          <Step title="Create a strategy">
            It says what may be traded, how much is risked and where the stop lies.{' '}
            <Link to={paths.newStrategy}>Create the first one</Link>
          </Step>
        ) : (
          <Step title="Open a strategy">
            <Link to={paths.strategy(first.key)}>{first.name}</Link> is ready. Its page holds the webhook address and
            the message for TradingView.
          </Step>
        )}
        <Step title="Make the TradingView alert">
          Add an alert on your TradingView strategy. Paste the address under Notifications, Webhook URL, and the message
          with your token as the alert’s message.
        </Step>
        <Step title="Watch it arrive">
          The first alert appears here within seconds, with what was decided and why. No TradingView at hand? The bot
          printed a ready curl line when it first started.
        </Step>
      </ol>
    </Panel>
  );
}
