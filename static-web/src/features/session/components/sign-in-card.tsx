import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorState, Skeleton } from '@/components/ui/states';
import { goTo, staticWebAppsSignIn } from '@/lib/platform-sign-in';
import { usePublicHealth } from '../api/get-health';
import { SignInForm } from './sign-in-form';
import styles from './sign-in.module.css';

/** Once a tab: a person whom the platform knows but who has no role would otherwise be sent in circles. */
const redirectedKey = 'tradingbot.redirected';

function PlatformSignIn({ back }: { back: string }) {
  const address = staticWebAppsSignIn(back);
  const alreadySent = sessionStorage.getItem(redirectedKey) !== null;

  useEffect(() => {
    if (alreadySent) return;
    sessionStorage.setItem(redirectedKey, 'yes');
    goTo(address);
  }, [address, alreadySent]);

  return (
    <>
      <p className={styles.text}>
        {alreadySent
          ? 'Your account is not signed in, or it was not given a role for this bot. Ask the owner for an invitation, then sign in again.'
          : 'Taking you to your organisation’s sign-in…'}
      </p>
      <Button
        variant="primary"
        onClick={() => {
          goTo(address);
        }}
      >
        Sign in with Microsoft
      </Button>
    </>
  );
}

/** Asks for the password, or hands over to the platform, whichever the bot says. */
export function SignInCard({ back }: { back: string }) {
  const health = usePublicHealth();
  return (
    <section className={styles.card} aria-labelledby="sign-in-title">
      <img src="/favicon.svg" width={40} height={40} alt="" />
      <div>
        <h1 id="sign-in-title" className={styles.title}>
          TradingBot
        </h1>
        <p className={styles.text}>Sign in to see and control what the bot trades.</p>
      </div>
      {health.data === undefined ? (
        health.isError ? (
          <ErrorState error={health.error} onRetry={() => void health.refetch()} busy={health.isFetching} />
        ) : (
          <Skeleton rows={2} height={36} />
        )
      ) : health.data.authMode === 'StaticWebApps' ? (
        <PlatformSignIn back={back} />
      ) : (
        <SignInForm />
      )}
    </section>
  );
}
