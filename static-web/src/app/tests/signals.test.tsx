import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { aDeniedSignal, aSignal } from '@/testing/fixtures';
import { list } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

describe('The signals', () => {
  it('say why the bot refused, with the numbers', async () => {
    renderApp('/signals');
    const row = await screen.findByRole('row', { name: /DOGEUSDT/ });
    expect(row).toHaveTextContent('Denied');
    expect(row).toHaveTextContent('Too many trades are open.');
    expect(row).toHaveTextContent('Limit 3');
  });

  it('are filtered by the address, which a click changes', async () => {
    const { user, router } = renderApp('/signals');
    await screen.findByRole('row', { name: /BTCUSDT/ });
    await user.click(screen.getByRole('link', { name: 'Denied' }));
    await waitFor(() => {
      expect(screen.queryByRole('row', { name: /BTCUSDT/ })).not.toBeInTheDocument();
    });
    expect(screen.getByRole('row', { name: /DOGEUSDT/ })).toBeVisible();
    expect(router.state.location.search).toBe('?status=denied');
    expect(screen.getByRole('link', { name: 'Denied' })).toHaveAttribute('aria-current', 'true');
  });

  it('pass the strategy of the address on to the bot', async () => {
    const asked: string[] = [];
    server.use(
      http.get('/api/signals', ({ request }) => {
        asked.push(new URL(request.url).search);
        return list([]);
      }),
    );
    renderApp('/signals?strategy=trend');
    expect(await screen.findByText('Nothing matches this filter')).toBeVisible();
    expect(asked[0]).toContain('strategy=trend');
  });

  it('come page by page', async () => {
    server.use(
      http.get('/api/signals', ({ request }) =>
        request.url.includes('cursor=older')
          ? list([aSignal({ id: 's-9', symbol: 'ADAUSDT' })])
          : list([aSignal()], 'older'),
      ),
    );
    const { user } = renderApp('/signals');
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByRole('row', { name: /ADAUSDT/ })).toBeVisible();
    expect(screen.getByRole('row', { name: /BTCUSDT/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Load more' })).not.toBeInTheDocument();
  });

  it('open one by one with the masked message, and close to where one was', async () => {
    const { user, router } = renderApp('/signals?status=denied');
    await user.click(await screen.findByRole('link', { name: 'DOGEUSDT' }));
    const drawer = await screen.findByRole('dialog', { name: 'Signal' });
    expect(await within(drawer).findByText(/"secret": "\*\*\*"/)).toBeVisible();
    expect(drawer).toHaveTextContent('risk.maxOpenTrades');
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(router.state.location.search).toBe('?status=denied');
    });
  });

  it('say each figure once, and call a refused call what it is', async () => {
    const lever = {
      code: 'risk.maxLeverage',
      message: 'The entry asks for leverage 3; the limit is 2.',
      numbers: { leverage: '3', limit: '2', tradeId: '01a20944-bea2-7e0b-8210-9412e4880b42' },
    };
    const token = { code: 'webhook.unauthorized', message: 'The token is wrong.', numbers: {} };
    server.use(
      http.get('/api/signals', () =>
        list([
          aDeniedSignal({ id: 's-1', reason: lever }),
          aDeniedSignal({ id: 's-2', symbol: null, action: null, position: null, reason: token }),
        ]),
      ),
    );
    renderApp('/signals');
    const row = await screen.findByRole('row', { name: /asks for leverage 3/ });
    expect(row).not.toHaveTextContent(/Limit 2|Trade id/);
    expect(screen.getByRole('link', { name: 'Refused call' })).toBeVisible();
  });

  it('mark the one before which an alert seems to be missing, and show why', async () => {
    const missedBefore = { signalId: 's-0', at: '2026-11-27T12:00:00.000Z', left: 'long', began: 'flat' };
    const signal = aDeniedSignal({ id: 's-1', missedBefore });
    server.use(
      http.get('/api/signals', () => list([signal, aDeniedSignal({ id: 's-0' })])),
      http.get('/api/signals/:id', () =>
        HttpResponse.json({ ...signal, body: '{}', remoteIp: null, ignoredFields: [] }),
      ),
    );
    const { user } = renderApp('/signals');
    expect(await screen.findAllByText('Gap before')).toHaveLength(1);
    const [first] = screen.getAllByRole('link', { name: 'DOGEUSDT' });
    await user.click(first!);
    const drawer = await screen.findByRole('dialog', { name: 'Signal' });
    expect(await within(drawer).findByText(/this one began flat, and/)).toHaveTextContent(/left long\./);
    expect(within(drawer).getByRole('link', { name: 'the one before' })).toHaveAttribute('href', '/signals?signal=s-0');
  });

  it('show of a refused call what it says of itself', async () => {
    const reason = { code: 'webhook.invalid', message: 'symbol is not among the strategy’s symbols.', numbers: {} };
    const refused = { symbol: null, action: null, position: null, reason };
    const texts = { sentSymbol: 'BYBIT:XRPUSDT.P', sentAction: 'sell', sentPosition: 'flat' };
    server.use(
      http.get('/api/signals', () =>
        list([
          aDeniedSignal({ id: 's-1', ...refused, ...texts }),
          aDeniedSignal({ id: 's-2', ...refused, sentSymbol: 'ADAUSDT', sentAction: 'close' }),
          aDeniedSignal({ id: 's-3', ...refused, sentSymbol: 'SOLUSDT' }),
        ]),
      ),
    );
    renderApp('/signals');
    expect(await screen.findByRole('row', { name: /BYBIT:XRPUSDT\.P/ })).toHaveTextContent('Refused call: be flat');
    expect(screen.getByRole('row', { name: /ADAUSDT/ })).toHaveTextContent('Refused call: close');
    expect(screen.getByRole('row', { name: /SOLUSDT/ })).toHaveTextContent('Refused call: no action read');
  });

  it('lead to the trade that they closed, and say so', async () => {
    const flat = { status: 'completed', action: 'sell', position: 'flat', tradeId: null };
    server.use(http.get('/api/signals', () => list([aSignal({ ...flat, closedTradeIds: ['trade-7'] })])));
    renderApp('/signals');
    const row = await screen.findByRole('row', { name: /BTCUSDT/ });
    expect(row).toHaveTextContent('Closed what was open.');
    expect(within(row).getByRole('link', { name: 'Closed: story of the BTCUSDT trade' })).toHaveAttribute(
      'href',
      '/trades/trade-7',
    );
  });

  it('lead to the trade that they added to, and say so', async () => {
    const more = { status: 'completed', action: 'buy', position: 'long', tradeId: null };
    server.use(http.get('/api/signals', () => list([aSignal({ ...more, addedTradeId: 'trade-8' })])));
    renderApp('/signals');
    const row = await screen.findByRole('row', { name: /BTCUSDT/ });
    expect(row).toHaveTextContent('Asked to add to what was open');
    expect(within(row).getByRole('link', { name: 'Added: story of the BTCUSDT trade' })).toHaveAttribute(
      'href',
      '/trades/trade-8',
    );
  });

  it('whose entry was not filled in its time did not fail', async () => {
    const reason = { code: 'entry.expired', message: 'In 60 minutes nothing was filled.', numbers: {} };
    server.use(http.get('/api/signals', () => list([aSignal({ status: 'failed', reason })])));
    renderApp('/signals');
    const row = await screen.findByRole('row', { name: /BTCUSDT/ });
    expect(row).toHaveTextContent('Expired');
    expect(row).not.toHaveTextContent('Failed');
  });
});
