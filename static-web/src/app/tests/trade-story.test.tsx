import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { aStory, aTrade } from '@/testing/fixtures';
import { problem, world } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

const openStory = () => ({ ...aStory(), ...aTrade(), fills: aStory().fills.slice(0, 2) });

describe('A trade’s story', () => {
  it('adds the result up from its fills', async () => {
    renderApp('/trades/trade-2');
    const sum = await screen.findByRole('table', { name: 'Profit and loss from fills and funding' });
    const lines = within(sum)
      .getAllByRole('row')
      .map((row) => row.textContent);
    expect(lines).toEqual([
      'Bought 3,500 for\u22124,974.20\u00a0USDT',
      'Sold 3,500 for+5,138.35\u00a0USDT',
      'Gross+164.15\u00a0USDT',
      'Fees\u22125.56\u00a0USDT',
      'Netgain +158.59\u00a0USDT',
    ]);
    expect(screen.getByText('The ledger says the same.')).toBeVisible();
  });

  it('shows funding with its coin, on its own and in the sum', async () => {
    const payment = {
      execId: 'f1',
      at: aStory().events[5]?.at,
      amount: '-0.012345678',
      coin: 'USDT',
      ratePercent: '-0.0125',
      quantity: '3500',
      positionQuantity: '7000',
    };
    server.use(
      http.get('/api/trades/:id', () =>
        HttpResponse.json(
          aStory({
            funding: '1.387654322',
            fundingPayments: [payment, { ...payment, execId: 'f2', amount: '1.4', ratePercent: null }],
            profit: { ...aStory().profit, funding: '1.387654322', net: '157.201345678' },
          }),
        ),
      ),
    );
    renderApp('/trades/trade-2');
    const table = await screen.findByRole('table', { name: 'Funding paid and received for this trade' });
    const [first, second] = within(table).getAllByRole('row').slice(1);
    expect(first).toHaveTextContent(/0.01234568 USDT received.*0.0125\s%.*3,500.*7,000/);
    expect(second).toHaveTextContent('1.40 USDT paid');
    const sum = screen.getByRole('table', { name: 'Profit and loss from fills and funding' });
    expect(within(sum).getByRole('row', { name: /^Funding paid/ })).toHaveTextContent('Funding paid\u22121.39');
    expect(within(sum).getByRole('row', { name: /^Net/ })).toHaveTextContent('157.20');
    expect(within(screen.getByRole('region', { name: 'Trade' })).getByText('1.38765432 USDT paid')).toBeVisible();
  });

  it('counts funding before anything is closed', async () => {
    const { profit } = aStory();
    server.use(
      http.get('/api/trades/:id', () =>
        HttpResponse.json({ ...openStory(), profit: { ...profit, exitedQuantity: '0', funding: '-0.5' } }),
      ),
    );
    renderApp('/trades/trade-1');
    const table = await screen.findByRole('table', { name: 'Entry and costs so far' });
    expect(within(table).getByRole('row', { name: /^Funding so far/ })).toHaveTextContent('+0.50');
  });

  it('says so when the ledger differs from the sum', async () => {
    server.use(
      http.get('/api/trades/:id', () =>
        HttpResponse.json(aStory({ profit: { ...aStory().profit, difference: '-1.489', agrees: false } })),
      ),
    );
    renderApp('/trades/trade-2');
    expect(await screen.findByText(/The ledger’s result is 1.49 USDT lower/)).toBeVisible();
  });

  it('tells the time from alert to protection, stage by stage', async () => {
    renderApp('/trades/trade-2');
    const stages = await screen.findByRole('list', { name: 'Time between the stages' });
    expect(
      within(stages)
        .getAllByRole('listitem')
        .map((item) => item.textContent.replace('\u202f', ' ')),
    ).toEqual(['Decided14 ms', 'Sent8 ms', 'Accepted109 ms', 'Filled56 ms', 'Protected225 ms']);
    expect(screen.getByText(/Alert to protected in/)).toHaveTextContent('412 ms');
  });

  it('shows a step it does not know as it came', async () => {
    renderApp('/trades/trade-2');
    expect(await screen.findByText('Something new')).toBeVisible();
  });

  it('lists the prices from high to low with the move that pays', async () => {
    const short = {
      ...openStory(),
      side: 'short',
      entryPrice: '100',
      markPrice: '98',
      stopLoss: '102',
      plannedStopLoss: '102',
      takeProfits: [{ price: '95', close: '100', reached: false }],
      levels: [
        { kind: 'stop', price: '102', close: null, move: '-2', reached: false },
        { kind: 'entry', price: '100', close: null, move: null, reached: false },
        { kind: 'mark', price: '98', close: null, move: '2', reached: false },
        { kind: 'target', price: '95', close: '100', move: '5', reached: false },
      ],
    };
    server.use(http.get('/api/trades/:id', () => HttpResponse.json(short)));
    renderApp('/trades/trade-1');
    const ladder = await screen.findByRole('list', { name: /Prices from high to low/ });
    expect(
      within(ladder)
        .getAllByRole('listitem')
        .map((item) => item.textContent.replace('\u202f', ' ')),
    ).toEqual(['Stop102.00\u22122.00 %', 'Entry100.00', 'Mark now98.00+2.00 %', 'Target95.00+5.00 %']);
  });

  it('closes the trade only after saying what will happen', async () => {
    const sent: unknown[] = [];
    server.use(
      http.get('/api/trades/:id', () => HttpResponse.json(openStory())),
      http.post('/api/trades/:id/close', async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ tradeId: 'trade-1', status: 'closing' }, { status: 202 });
      }),
    );
    const { user } = renderApp('/trades/trade-1');
    await user.click(await screen.findByRole('button', { name: 'Close trade' }));
    const dialog = await screen.findByRole('dialog', { name: 'Close BTCUSDT?' });
    expect(dialog).toHaveTextContent('A market sell order, reduce only');
    expect(sent).toHaveLength(0);
    await user.type(within(dialog).getByLabelText('Reason (optional)'), 'news');
    server.use(http.get('/api/trades/:id', () => HttpResponse.json({ ...openStory(), status: 'closing' })));
    await user.click(within(dialog).getByRole('button', { name: 'Close at market' }));
    expect(await screen.findByRole('button', { name: 'Closing…' })).toBeDisabled();
    expect(sent).toEqual([{ reason: 'news' }]);
  });

  it('closes what is open, not what was filled once, and says what is taken back', async () => {
    const partly = {
      filledQuantity: '33.5',
      openQuantity: '8.4',
      quantityCoin: 'SOL',
      waitingQuantity: '6.5',
      quantity: '40',
      worstEntryPrice: '64.80',
    };
    server.use(http.get('/api/trades/:id', () => HttpResponse.json({ ...openStory(), ...partly })));
    const { user } = renderApp('/trades/trade-1');
    const header = await screen.findByRole('region', { name: 'Trade' });
    expect(header).toHaveTextContent('Filled33.5 SOLof 40 planned');
    expect(header).toHaveTextContent('Open8.4 SOL');
    expect(header).toHaveTextContent('Entry still waits for6.5 SOLat 64.80 or better');
    await user.click(screen.getByRole('button', { name: 'Close trade' }));
    const dialog = await screen.findByRole('dialog', { name: 'Close BTCUSDT?' });
    expect(dialog).toHaveTextContent('Closed now8.4 SOL');
    expect(dialog).toHaveTextContent('Filled in all33.5 SOL');
    expect(dialog).toHaveTextContent('Entry taken back6.5 SOL');
    expect(dialog).not.toHaveTextContent('whole');
  });

  it('shows coin and digits of an inverse trade, whose profit is in coin and whose risk is in USD', async () => {
    const inverse = {
      settleCoin: 'BTC',
      riskCoin: 'USD',
      quantityCoin: 'USD',
      realizedPnl: '0.00291946',
      fees: '0.0000404',
      riskAmount: '98.54321988',
    };
    server.use(http.get('/api/trades/:id', () => HttpResponse.json(aStory(inverse))));
    renderApp('/trades/trade-2');
    const header = await screen.findByRole('region', { name: 'Trade' });
    expect(header).toHaveTextContent('gain +0.00291946 BTC');
    expect(header).toHaveTextContent('Fees0.0000404 BTC');
    expect(header).toHaveTextContent('Risked98.54 USD');
    expect(header).toHaveTextContent('Size3,500 USD');
  });

  it('closes a part and says what stays', async () => {
    const sent: unknown[] = [];
    server.use(
      http.get('/api/trades/:id', () => HttpResponse.json({ ...openStory(), waitingQuantity: '0' })),
      http.post('/api/trades/:id/close', async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ tradeId: 'trade-1', status: 'reducing' }, { status: 202 });
      }),
    );
    const { user } = renderApp('/trades/trade-1');
    await user.click(await screen.findByRole('button', { name: 'Close trade' }));
    const dialog = await screen.findByRole('dialog', { name: 'Close BTCUSDT?' });
    expect(screen.getByRole('radio', { name: 'All' })).toBeChecked();
    await user.click(screen.getByRole('radio', { name: '25 %' }));
    expect(dialog).toHaveTextContent('closes 25 % of what the trade holds');
    expect(dialog).toHaveTextContent('The rest stays open with its stop and targets');
    expect(dialog).toHaveTextContent('Closed now25 % of 0.05 BTC');
    await user.click(screen.getByRole('button', { name: 'Close at market' }));
    await waitFor(() => {
      expect(dialog).not.toBeVisible();
    });
    expect(sent).toEqual([{ percent: '25', openQuantity: '0.05' }]);
  });

  it('says why a part could not be closed, and which is being closed', async () => {
    server.use(
      http.get('/api/trades/:id', () => HttpResponse.json({ ...openStory(), reducingQuantity: '0.02' })),
      http.post('/api/trades/:id/close', () => problem(409, 'trade.busy', { detail: 'Another part is being closed.' })),
    );
    const { user } = renderApp('/trades/trade-1');
    await user.click(await screen.findByRole('button', { name: 'Close trade' }));
    const dialog = await screen.findByRole('dialog', { name: 'Close BTCUSDT?' });
    expect(dialog).toHaveTextContent('A part is being closed0.02 BTC');
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Close at market' }));
    expect(await screen.findByText('Another part is being closed.')).toBeVisible();
  });

  it('says when the trade was no longer open', async () => {
    server.use(
      http.get('/api/trades/:id', () => HttpResponse.json(openStory())),
      http.post('/api/trades/:id/close', () => problem(409, 'trade.notOpen')),
    );
    const { user } = renderApp('/trades/trade-1');
    await user.click(await screen.findByRole('button', { name: 'Close trade' }));
    await user.click(await screen.findByRole('button', { name: 'Close at market' }));
    expect(await screen.findByText(/no longer open; nothing was sent/)).toBeVisible();
  });

  it('lets a viewer look and not close', async () => {
    world.roles = ['viewer'];
    server.use(http.get('/api/trades/:id', () => HttpResponse.json(openStory())));
    renderApp('/trades/trade-1');
    expect(await screen.findByRole('button', { name: 'Close trade' })).toBeDisabled();
  });

  it('knows when there is no such trade', async () => {
    server.use(http.get('/api/trades/:id', () => problem(404, 'trade.notFound')));
    renderApp('/trades/nothing');
    expect(await screen.findByText('The bot knows no such trade')).toBeVisible();
  });
});
