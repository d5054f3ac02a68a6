import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { aTrade, ago } from '@/testing/fixtures';
import { aPosition } from '@/testing/position-fixture';
import { list } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

describe('The trades', () => {
  it('that are closed say how they ended', async () => {
    const { user } = renderApp('/trades');
    await user.click(await screen.findByRole('link', { name: 'Closed' }));
    const row = await screen.findByRole('row', { name: /XRPUSDT/ });
    expect(row).toHaveTextContent('Target hit');
    expect(row).toHaveTextContent('gain +158.59');
  });

  it('that never opened say what became of their entry', async () => {
    const reason = {
      code: 'trade.cancelled',
      message: 'The entry was taken back: an alert cancelled it.',
      numbers: {},
    };
    const cancelled = aTrade({
      status: 'failed',
      unfinished: false,
      closeReason: 'signal',
      takenBack: 'signal',
      reason,
    });
    server.use(http.get('/api/trades', () => list([cancelled])));
    renderApp('/trades?status=closed');
    const row = await screen.findByRole('row', { name: /BTCUSDT/ });
    expect(row).toHaveTextContent('The entry was taken back: an alert cancelled it.');
    expect(row).not.toHaveTextContent('Closed by a signal');
    expect(row).not.toHaveTextContent('Failed');
    expect(within(row).getByText('Cancelled')).toBeVisible();
  });

  it('are not shown at all when a number that the contract promises is missing', async () => {
    const { quantity, ...incomplete } = aTrade();
    expect(quantity).toBe('0.05');
    server.use(http.get('/api/trades', () => list([incomplete])));
    renderApp('/trades');
    expect(await screen.findByText(/The answer of \/trades was not understood/)).toBeVisible();
  });

  it('show a word that is newer than this dashboard', async () => {
    server.use(http.get('/api/trades', () => list([aTrade({ status: 'rolledOver' })])));
    renderApp('/trades');
    expect(await screen.findByText('Rolled over')).toBeVisible();
  });

  it('that are closed can be filtered by symbol', async () => {
    const asked: string[] = [];
    server.use(
      http.get('/api/trades', ({ request }) => {
        asked.push(new URL(request.url).search);
        return list([]);
      }),
    );
    const { user, router } = renderApp('/trades?status=closed');
    await user.type(await screen.findByRole('searchbox', { name: 'Symbol' }), 'ETHUSDT{Enter}');
    expect(await screen.findByText('Nothing matches this filter')).toBeVisible();
    expect(router.state.location.search).toBe('?status=closed&symbol=ETHUSDT');
    expect(asked.some((search) => search.includes('symbol=ETHUSDT'))).toBe(true);
  });

  it('are set apart from positions that the bot did not open', async () => {
    server.use(
      http.get('/api/positions', () =>
        HttpResponse.json({
          items: [aPosition(), aPosition({ symbol: 'SOLUSDT', tradeId: null })],
          next: null,
          asOf: ago(1),
          stale: false,
        }),
      ),
    );
    renderApp('/trades');
    const foreign = await screen.findByRole('table', { name: 'Positions that are not the bot’s' });
    expect(within(foreign).getByRole('row', { name: /SOLUSDT/ })).toBeVisible();
    await waitFor(() => {
      expect(within(foreign).queryByRole('row', { name: /BTCUSDT/ })).not.toBeInTheDocument();
    });
  });
});
