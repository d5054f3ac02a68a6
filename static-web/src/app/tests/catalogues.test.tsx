import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { aDeniedSignal, ago } from '@/testing/fixtures';
import { list } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

const notice = (id: number, kind: string, severity: string, subject: string) => ({
  id,
  at: ago(60),
  severity,
  kind,
  subject,
  body: `${subject}, in a sentence.`,
  tradeId: null,
  strategy: null,
  delivery: 'sent',
  repeats: 0,
  repeatedAt: null,
});

const difference = (id: number, kind: string) => ({
  id,
  at: ago(60),
  kind,
  category: 'linear',
  symbol: 'BTCUSDT',
  tradeId: null,
  message: 'They differ.',
  healed: false,
  resolvedAt: null,
});

function answerSignal(reason: object) {
  server.use(
    http.get('/api/signals/:id', ({ params }) =>
      HttpResponse.json({ ...aDeniedSignal({ id: params.id, reason }), body: '{}', remoteIp: null, ignoredFields: [] }),
    ),
  );
}

describe('The catalogues of the bot', () => {
  it('name the events of a trade and say what each means', async () => {
    renderApp('/trades/trade-2');
    expect(await screen.findByText('Alert received')).toHaveAttribute(
      'title',
      "TradingView's alert arrived; with it the story begins.",
    );
    expect(screen.getByText('Something new')).not.toHaveAttribute('title');
  });

  it('advise on notices that ask for something', async () => {
    server.use(
      http.get('/api/notifications', () =>
        list([
          notice(3, 'unprotected', 'critical', 'Closed unprotected'),
          notice(2, 'tradeOpened', 'info', 'Opened'),
          notice(1, 'somethingNew', 'warning', 'Never heard of'),
        ]),
      ),
    );
    renderApp('/system');
    expect(await screen.findByText(/Look at the exchange whether the position is closed/)).toBeVisible();
    expect(screen.queryByText(/the bot follows the position/)).not.toBeInTheDocument();
    expect(screen.getByText('Never heard of, in a sentence.')).toBeVisible();
  });

  it('count what one notice stands for', async () => {
    const storm = notice(1, 'alertRefused', 'warning', 'trend: alert refused (risk.maxOpenTrades)');
    server.use(http.get('/api/notifications', () => list([{ ...storm, repeats: 49, repeatedAt: ago(30) }])));
    renderApp('/system');
    expect(await screen.findByText(/49 more like it, the last/)).toBeVisible();
  });

  it('name what differs from the exchange', async () => {
    server.use(http.get('/api/discrepancies', () => list([difference(2, 'closedPnl'), difference(1, 'somethingNew')])));
    renderApp('/system');
    expect(await screen.findByText('Profit differs')).toHaveAttribute('title', expect.stringContaining('closed trade'));
    expect(screen.getByText('Something new')).toBeVisible();
  });

  it('advise on a denial when one looks closely', async () => {
    answerSignal({ code: 'risk.maxOpenTrades', message: '3 trades are open; the limit is 3.', numbers: {} });
    renderApp('/signals?signal=signal-2');
    const drawer = await screen.findByRole('dialog', { name: 'Signal' });
    expect(await within(drawer).findByText('Raise the risk limit, or let a trade end.')).toBeVisible();
    expect(within(drawer).getByText('risk.maxOpenTrades')).toBeVisible();
  });

  it('leave a denial of a newer bot as it came', async () => {
    answerSignal({ code: 'risk.newRule', message: 'A rule of tomorrow.', numbers: {} });
    renderApp('/signals?signal=signal-2');
    const drawer = await screen.findByRole('dialog', { name: 'Signal' });
    expect(await within(drawer).findByText('A rule of tomorrow.')).toBeVisible();
    expect(within(drawer).getByText('risk.newRule')).toBeVisible();
  });

  it('round a figure of a denial as its sentence does, and do not say it twice', async () => {
    const reason = {
      code: 'size.insufficientBalance',
      message: 'The entry needs 33.36666667 USDT; 30 USDT is free.',
      numbers: { needed: '33.366666666666666666666666667', available: '30' },
    };
    answerSignal(reason);
    server.use(http.get('/api/signals', () => list([aDeniedSignal({ reason })])));
    renderApp('/signals?signal=signal-2');
    const drawer = await screen.findByRole('dialog', { name: 'Signal' });
    expect(await within(drawer).findByText('33.36666667')).toBeVisible();
    expect(screen.queryByText('33.366666666666666667')).not.toBeInTheDocument();
    expect(screen.getAllByText('Needed', { exact: false }).length).toBe(1);
  });

  it('leave out a figure that the sentence tells to the cent', async () => {
    const reason = {
      code: 'risk.maxHeat',
      message: 'Open risk would come to 119.96 USD, 99.96 USD of it this entry’s; the limit is 110 USD.',
      numbers: { total: '119.96186', planned: '99.96186', limit: '110' },
    };
    server.use(http.get('/api/signals', () => list([aDeniedSignal({ reason })])));
    renderApp('/signals');
    const row = await screen.findByRole('row', { name: /Open risk would come to/ });
    expect(row).not.toHaveTextContent(/Total|Planned|Limit 110/);
  });
});
