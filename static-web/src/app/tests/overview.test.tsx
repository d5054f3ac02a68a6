import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { aClosedTrade, aCurve, ago, anAccount, anEquityPoint, aTrade } from '@/testing/fixtures';
import { list, problem } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

describe('The overview', () => {
  it('shows the account and what is open', async () => {
    renderApp('/');
    const account = await screen.findByRole('region', { name: 'Account' });
    expect(await within(account).findByText('12,734.88 USD')).toBeVisible();
    expect(within(account).getByText('\u2212181.42 USD')).toHaveTextContent('loss \u2212181.42');

    const row = await screen.findByRole('row', { name: /BTCUSDT/ });
    expect(row).toHaveTextContent('gain +61.27');
    expect(row).toHaveTextContent('Stop 3.23 %');
    expect(row).toHaveTextContent('Target 1.70 %');
    expect(screen.getByText('PAPER')).toBeVisible();
  });

  it('gives the curve a table for those who cannot see it', async () => {
    renderApp('/');
    const table = await screen.findByRole('table', { name: 'Equity over time, range 1D' });
    expect(within(table).getByText('12,700.10 USD')).toBeInTheDocument();
  });

  it('shows what is unknown as unknown, never as zero', async () => {
    const unknown = {
      asOf: null,
      totalEquity: null,
      dayPnl: null,
      dayPnlPercent: null,
      unrealizedPnl: null,
      unrealizedPnlPercent: null,
      openRiskPercent: null,
      availableBalance: null,
      availablePercent: null,
    };
    server.use(http.get('/api/account', () => HttpResponse.json(anAccount(unknown))));
    renderApp('/');
    const account = await screen.findByRole('region', { name: 'Account' });
    await waitFor(() => {
      expect(within(account).getAllByText('unknown')).toHaveLength(4);
    });
    expect(account).toHaveTextContent('never read yet');
    expect(account).not.toHaveTextContent('0.00');
  });

  it('says in words that the numbers are old', async () => {
    server.use(http.get('/api/account', () => HttpResponse.json(anAccount({ asOf: ago(184), stale: true }))));
    renderApp('/');
    const account = await screen.findByRole('region', { name: 'Account' });
    expect(await within(account).findByText(/stale, as of 3 min ago/)).toBeVisible();
  });

  it('tells a newcomer what to do next', async () => {
    server.use(
      http.get('/api/trades', () => list([])),
      http.get('/api/signals', () => list([])),
      http.get('/api/equity', () => HttpResponse.json(aCurve([]))),
    );
    renderApp('/');
    expect(await screen.findByText('Nothing is open')).toBeVisible();
    expect(await screen.findByText('No trade has ended yet')).toBeVisible();
    expect(await screen.findByRole('link', { name: 'Go to strategies' })).toHaveAttribute('href', '/strategies');
    expect(await screen.findByText('No reading yet')).toBeVisible();
  });

  it('recovers from an error when asked to', async () => {
    const failing = () => problem(500, 'server.error', { detail: 'The database did not answer.', traceId: 'abc123' });
    server.use(http.get('/api/account', failing));
    const { user } = renderApp('/');
    const account = await screen.findByRole('region', { name: 'Account' });
    expect(await within(account).findByRole('alert')).toHaveTextContent('The database did not answer.');
    expect(account).toHaveTextContent('abc123');
    server.use(http.get('/api/account', () => HttpResponse.json(anAccount())));
    await user.click(within(account).getByRole('button', { name: 'Try again' }));
    expect(await within(account).findByText('12,734.88 USD')).toBeVisible();
  });

  it('does not flicker back to loading while it asks again', async () => {
    server.use(http.get('/api/account', () => problem(500, 'server.error')));
    const { queryClient } = renderApp('/');
    const account = await screen.findByRole('region', { name: 'Account' });
    await within(account).findByRole('alert');
    server.use(http.get('/api/account', () => new Promise<never>(() => undefined)));
    void queryClient.refetchQueries({ queryKey: ['account'] });
    await waitFor(() => {
      expect(within(account).getByRole('button', { name: 'Try again' })).toHaveAttribute('aria-busy', 'true');
    });
    expect(within(account).queryByText('Loading')).not.toBeInTheDocument();
  });

  it('keeps the last numbers when a renewal fails, and says so', async () => {
    const { queryClient } = renderApp('/');
    const account = await screen.findByRole('region', { name: 'Account' });
    await within(account).findByText('12,734.88 USD');
    server.use(http.get('/api/account', () => problem(500, 'server.error')));
    await queryClient.refetchQueries({ queryKey: ['account'] });
    expect(await within(account).findByText(/Could not refresh/)).toBeVisible();
    expect(within(account).getByText('12,734.88 USD')).toBeVisible();
  });

  it('refuses an answer it does not understand instead of guessing', async () => {
    server.use(http.get('/api/account', () => HttpResponse.json(anAccount({ totalEquity: 12734.88 }))));
    renderApp('/');
    const account = await screen.findByRole('region', { name: 'Account' });
    expect(await within(account).findByRole('alert')).toHaveTextContent('was not understood');
  });

  it('shows a word it does not know as it came', async () => {
    server.use(http.get('/api/trades', () => list([aTrade({ status: 'hedgingLegs' })])));
    renderApp('/');
    expect(await screen.findAllByText('Hedging legs')).not.toHaveLength(0);
  });

  it('tells politely when a trade has closed', async () => {
    const { queryClient } = renderApp('/');
    await screen.findByRole('row', { name: /XRPUSDT/ });
    server.use(
      http.get('/api/trades', ({ request }) =>
        list(
          request.url.includes('status=open')
            ? []
            : [
                aClosedTrade({ id: 'trade-9', symbol: 'SOLUSDT', realizedPnl: '-27.23', closeReason: 'stopLoss' }),
                aClosedTrade(),
              ],
        ),
      ),
    );
    await queryClient.refetchQueries({ queryKey: ['trades'] });
    const log = screen.getByRole('log');
    expect(await within(log).findByText('SOLUSDT long closed, loss \u221227.23 USDT. Stop loss hit')).toBeVisible();
    expect(log).not.toHaveTextContent('XRPUSDT');
  });

  it('asks for a finer curve while the coarse one has too few points', async () => {
    const asked: string[] = [];
    server.use(
      http.get('/api/equity', ({ request }) => {
        const resolution = new URL(request.url).searchParams.get('resolution') ?? '';
        asked.push(resolution);
        const count = resolution === 'raw' ? 40 : 1;
        const items = Array.from({ length: count }, (_, n) => anEquityPoint({ at: ago(15 * (n + 1)) }));
        const change = count === 1 ? null : '39';
        return HttpResponse.json(aCurve(items, { resolution, since: ago(600), change }));
      }),
    );
    renderApp('/');
    const panel = await screen.findByRole('region', { name: 'Equity' });
    expect(await within(panel).findByText('+39.00 USD')).toHaveTextContent('gain +39.00 USD');
    expect(panel).toHaveTextContent(/since/);
    expect(asked).toEqual(['5m', '1m', 'raw']);
  });

  it('keeps the resolution of the range once it makes a curve', async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get('/api/equity', ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('resolution'));
        const items = Array.from({ length: 30 }, (_, n) => anEquityPoint({ at: ago(300 * (n + 1)) }));
        return HttpResponse.json(aCurve(items));
      }),
    );
    renderApp('/');
    await screen.findByRole('table', { name: 'Equity over time, range 1D' });
    expect(asked).toEqual(['5m']);
  });

  it('shows a single reading, without claiming a change', async () => {
    server.use(
      http.get('/api/equity', () =>
        HttpResponse.json(aCurve([anEquityPoint({ at: ago(5), equity: '10000' })], { since: ago(5) })),
      ),
    );
    renderApp('/');
    const panel = await screen.findByRole('region', { name: 'Equity' });
    expect(await within(panel).findByText('10,000.00 USD')).toBeInTheDocument();
    expect(panel).not.toHaveTextContent('since');
  });

  it('says that a price is awaited, once, and denies neither stop nor target', async () => {
    const closing = aTrade({ status: 'closing', markPrice: null, unrealizedPnl: null, rMultiple: null });
    server.use(
      http.get('/api/trades', ({ request }) =>
        list(new URL(request.url).searchParams.get('status') === 'open' ? [closing] : []),
      ),
    );
    renderApp('/');
    const row = await screen.findByRole('row', { name: /BTCUSDT/ });
    expect(within(row).getByText('Waiting for a price')).toBeVisible();
    expect(row).not.toHaveTextContent(/No target|unknown distance|distance unknown|No stop/i);
  });

  it('still warns of a missing stop while a price is awaited', async () => {
    const naked = aTrade({ stopLoss: null, takeProfits: [], markPrice: null });
    server.use(http.get('/api/trades', () => list([naked])));
    renderApp('/');
    const [row] = await screen.findAllByRole('row', { name: /BTCUSDT/ });
    expect(row).toHaveTextContent('No stop known');
    expect(row).toHaveTextContent('No target');
  });

  it('leads a newcomer to the webhook of the first strategy', async () => {
    server.use(http.get('/api/signals', () => list([])));
    renderApp('/');
    const steps = await screen.findByRole('region', { name: 'From here to your first trade' });
    expect(within(steps).getByRole('link', { name: 'Trend follower' })).toHaveAttribute('href', '/strategies/trend');
  });

  it('asks nobody to begin who has begun', async () => {
    renderApp('/');
    await screen.findByRole('region', { name: 'Recent signals' });
    await screen.findByText('DOGEUSDT');
    expect(screen.queryByText('From here to your first trade')).not.toBeInTheDocument();
  });
});
