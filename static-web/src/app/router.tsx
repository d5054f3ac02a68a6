import type { RouteObject } from 'react-router';
import { createBrowserRouter } from 'react-router';
import { Skeleton } from '@/components/ui/states';
import { paths } from '@/config/paths';
import { CrashPage } from './routes/crash';
import { NotFoundPage } from './routes/not-found';
import { OverviewPage } from './routes/overview';
import { SignInPage } from './routes/sign-in';
import { RequireSession } from './require-session';

export const routes: RouteObject[] = [
  {
    errorElement: <CrashPage />,
    hydrateFallbackElement: <Skeleton rows={8} />,
    children: [
      { path: paths.signIn, element: <SignInPage /> },
      {
        element: <RequireSession />,
        children: [
          {
            errorElement: <CrashPage />,
            children: [
              { path: paths.overview, element: <OverviewPage /> },
              { path: paths.signals, lazy: () => import('./routes/signals') },
              { path: paths.trades, lazy: () => import('./routes/trades') },
              { path: `${paths.trades}/:id`, lazy: () => import('./routes/trade') },
              { path: paths.strategies, lazy: () => import('./routes/strategies') },
              { path: paths.newStrategy, lazy: () => import('./routes/new-strategy') },
              { path: `${paths.strategies}/:key`, lazy: () => import('./routes/strategy') },
              { path: paths.system, lazy: () => import('./routes/system') },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
];

export function createRouter() {
  return createBrowserRouter(routes);
}

export type AppRouter = ReturnType<typeof createRouter>;
