import { CopyButton } from '@/components/ui/copy-button';
import { classes } from '@/lib/classes';
import { alertMessage, secretPlaceholder } from '../lib/alert-message';
import styles from './strategies.module.css';

function Block({ title, text, secret = false }: { title: string; text: string; secret?: boolean }) {
  return (
    <section className={styles.block} aria-label={title}>
      <div className={styles.blockHead}>
        <h3>{title}</h3>
        <CopyButton text={text} what={title.toLowerCase()} />
      </div>
      {/* Scrollable, therefore reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes(styles.code, secret && styles.secret)} tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}

interface WebhookGuideProps {
  url: string | null;
  /** Only right after it was made. */
  token?: string | null;
  /** Whether messages of other services are taken too. */
  takesOthers?: boolean;
}

/** What to paste where in TradingView. */
export function WebhookGuide({ url, token = null, takesOthers = false }: WebhookGuideProps) {
  return (
    <div className={styles.webhook}>
      <ol className={styles.steps}>
        <li>In TradingView, add an alert on your strategy.</li>
        <li>Under Notifications, switch the webhook on and paste the address.</li>
        <li>Replace the alert’s message with the one below.</li>
      </ol>
      {url === null ? null : <Block title="Webhook address" text={url} />}
      {url === null || !takesOthers ? null : (
        <Block
          title="Address for other services’ messages"
          text={`${url}/${token ?? secretPlaceholder}`}
          secret={token !== null}
        />
      )}
      {token === null ? null : <Block title="Webhook token" text={token} secret />}
      <Block title="Alert message" text={token === null ? alertMessage() : alertMessage(token)} />
    </div>
  );
}
