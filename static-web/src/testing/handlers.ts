import { http, HttpResponse } from 'msw';
import {
  aClosedTrade,
  aDeniedSignal,
  aSignal,
  aStory,
  aTrade,
  ago,
  anAccount,
  notHalted,
  aCurve,
  anEquityPoint,
} from './fixtures';
import { aHealth } from './health-fixture';
import { aPosition } from './position-fixture';
import { aStrategy } from './strategy-fixture';

/** What the fake bot remembers within one test. */
interface World {
  signedIn: boolean;
  roles: string[];
  halt: object;
}

export const world: World = { signedIn: true, roles: ['owner'], halt: notHalted };

export function resetWorld(): void {
  world.signedIn = true;
  world.roles = ['owner'];
  world.halt = notHalted;
}

export function problem(status: number, code: string, extra: object = {}, headers: Record<string, string> = {}) {
  return HttpResponse.json({ title: 'Refused', status, code, ...extra }, { status, headers });
}

export function list(items: unknown[], next: string | null = null) {
  return HttpResponse.json({ items, next });
}

const signals = [aSignal(), aDeniedSignal()];

export const handlers = [
  http.get('/api/me', () =>
    world.signedIn
      ? HttpResponse.json({ name: 'admin', roles: world.roles, mode: 'Local' })
      : problem(401, 'auth.required'),
  ),
  http.get('/api/health', () => HttpResponse.json({ status: 'healthy', authMode: 'Local' })),
  http.post('/api/session', async ({ request }) => {
    const { password } = (await request.json()) as { password: string };
    if (password !== 'correct horse') return problem(401, 'auth.wrongPassword');
    world.signedIn = true;
    return new HttpResponse(null, { status: 204 });
  }),
  http.delete('/api/session', () => {
    world.signedIn = false;
    return new HttpResponse(null, { status: 204 });
  }),
  http.get('/api/health/details', () => HttpResponse.json(aHealth)),
  http.get('/api/account', () => HttpResponse.json(anAccount())),
  http.get('/api/equity', () =>
    HttpResponse.json(
      aCurve([anEquityPoint(), anEquityPoint({ at: ago(360), equity: '12700.10', unrealizedPnl: '26.4' })], {
        since: ago(360),
        change: '34.78',
      }),
    ),
  ),
  http.get('/api/halt', () => HttpResponse.json(world.halt)),
  http.post('/api/halt', async ({ request }) => {
    world.halt = { halted: true, since: ago(0), by: 'admin', ...((await request.json()) as object) };
    return HttpResponse.json(world.halt);
  }),
  http.post('/api/resume', () => {
    world.halt = notHalted;
    return HttpResponse.json(world.halt);
  }),
  http.get('/api/signals', ({ request }) => {
    const status = new URL(request.url).searchParams.get('status');
    return list(signals.filter((signal) => status === null || signal.status === status));
  }),
  http.get('/api/signals/:id', ({ params }) =>
    HttpResponse.json({
      ...aDeniedSignal({ id: params.id }),
      body: '{"secret":"***","price":"0.41"}',
      remoteIp: '52.89.214.238',
      ignoredFields: [],
    }),
  ),
  http.get('/api/trades', ({ request }) => {
    const open = new URL(request.url).searchParams.get('status') === 'open';
    return list(open ? [aTrade()] : [aClosedTrade()]);
  }),
  http.get('/api/trades/:id', ({ params }) => HttpResponse.json(aStory({ id: params.id }))),
  http.get('/api/positions', () => HttpResponse.json({ items: [aPosition()], next: null, asOf: ago(1), stale: false })),
  http.get('/api/strategies', () => list([aStrategy()])),
  http.get('/api/strategies/:key', ({ params }) => HttpResponse.json(aStrategy({ key: params.key }))),
  // Later versions of the bot answer these; the dashboard must live without them.
  http.get('/api/risk', () => problem(404, 'http.notFound')),
  http.get('/api/audit', () => problem(404, 'http.notFound')),
  http.get('/api/notifications', () => problem(404, 'http.notFound')),
  http.get('/api/discrepancies', () => problem(404, 'http.notFound')),
];
