import { Navigate, useSearchParams } from 'react-router';
import { paths } from '@/config/paths';
import { useMe } from '@/features/session/api/get-me';
import { useForget } from '@/features/session/api/use-forget';
import { SignInCard } from '@/features/session/components/sign-in-card';
import { useTitle } from '@/lib/use-title';
import { Centered } from '../layout/centered';

/** Only addresses of this dashboard; "//elsewhere" would leave it. */
function safeBack(back: string | null): string {
  return back !== null && /^\/(?![/\\])/.test(back) ? back : paths.overview;
}

export function SignInPage() {
  useTitle('Sign in');
  const me = useMe();
  useForget(me.data === null);
  const [search] = useSearchParams();
  const back = safeBack(search.get('back'));
  if (me.data != null) return <Navigate to={back} replace />;
  return (
    <Centered>
      <SignInCard back={back} />
    </Centered>
  );
}
