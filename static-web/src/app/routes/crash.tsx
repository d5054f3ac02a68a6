import { Button } from '@/components/ui/button';
import { useTitle } from '@/lib/use-title';
import { Centered } from '../layout/centered';

/** The last resort when drawing a page failed. Says what it means for the money: nothing. */
export function CrashPage() {
  useTitle('Something broke');
  return (
    <Centered>
      <div
        role="alert"
        style={{
          display: 'grid',
          gap: 'var(--space-4)',
          justifyItems: 'center',
          maxWidth: '46ch',
          textAlign: 'center',
        }}
      >
        <h1>This page broke</h1>
        <p>
          The fault is in the dashboard. The bot runs on by itself; open positions keep their stops on the exchange.
        </p>
        <Button
          variant="primary"
          onClick={() => {
            window.location.reload();
          }}
        >
          Reload
        </Button>
      </div>
    </Centered>
  );
}
