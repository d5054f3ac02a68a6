import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, FormError } from '@/components/ui/field';
import { explain, isStatus } from '@/lib/api-error';
import { useSignIn } from '../api/sign-in';
import styles from './sign-in.module.css';

function fault(error: unknown): string {
  if (isStatus(error, 401)) return 'That password is not right.';
  if (isStatus(error, 429)) {
    const wait = error.retryAfter === null ? 'a while' : `${error.retryAfter} seconds`;
    return `Too many attempts. Wait ${wait} and try again.`;
  }
  return explain(error);
}

export function SignInForm() {
  const signIn = useSignIn();
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setMissing(password === '');
    if (password !== '') signIn.mutate(password);
  };

  return (
    <form onSubmit={submit} className={styles.form} noValidate>
      {/* Password managers want a name to file the password under. */}
      <input type="text" name="username" autoComplete="username" defaultValue="admin" hidden readOnly />
      <Field label="Password" errors={missing ? ['Enter the password.'] : []}>
        {(control) => (
          <input
            {...control}
            type="password"
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => {
              setPassword(event.target.value);
            }}
          />
        )}
      </Field>
      {signIn.isError ? <FormError>{fault(signIn.error)}</FormError> : null}
      <Button type="submit" variant="primary" busy={signIn.isPending}>
        Sign in
      </Button>
    </form>
  );
}
