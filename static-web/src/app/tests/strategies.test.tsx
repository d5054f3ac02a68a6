import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { aStrategy } from '@/testing/strategy-fixture';
import { list, problem } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { saving } from '@/testing/saving';
import { server } from '@/testing/server';

describe('The strategies', () => {
  it('are listed with what they may do', async () => {
    renderApp('/strategies');
    const row = await screen.findByRole('row', { name: /Trend follower/ });
    expect(row).toHaveTextContent('Risks 0.75 % of equity');
    expect(row).toHaveTextContent('Stop 2 %, target 4 %');
  });

  it('begin with an invitation to create one', async () => {
    server.use(http.get('/api/strategies', () => list([])));
    renderApp('/strategies');
    expect(await screen.findByRole('link', { name: 'Create the first one' })).toHaveAttribute(
      'href',
      '/strategies/new',
    );
  });

  it('go back to the bot with only the edits changed', async () => {
    const saved = saving();
    const { user } = renderApp('/strategies/trend');
    const stop = await screen.findByLabelText(/^Stop loss/);
    await user.clear(stop);
    await user.type(stop, '1.5');
    await user.selectOptions(screen.getByLabelText('State'), 'exitOnly');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(await screen.findByText('Saved.')).toBeVisible();

    const { webhookUrl, updatedAt, lastSignalAt, openTrades, ...original } = aStrategy();
    expect([webhookUrl, updatedAt, lastSignalAt, openTrades]).toHaveLength(4);
    expect(saved).toEqual([{ ...original, state: 'exitOnly', stopLoss: { percent: '1.5' }, timeStopMinutes: null }]);
  });

  it('show each fault at its field, and those of other fields above the button', async () => {
    server.use(
      http.put('/api/strategies/:key', () =>
        problem(400, 'strategy.invalid', {
          errors: {
            'sizing.value': ['Must be more than 0.'],
            cooldownSeconds: ['must be a whole number.'],
            overrides: ['is not supported in this version.'],
          },
        }),
      ),
    );
    const { user } = renderApp('/strategies/trend');
    await user.click(await screen.findByRole('button', { name: 'Save changes' }));
    await waitFor(() => {
      expect(screen.getByLabelText(/^Value/)).toBeInvalid();
    });
    expect(screen.getByLabelText(/^Value/)).toHaveAccessibleDescription(/Must be more than 0\.$/);
    expect(screen.getByLabelText(/^Leverage/)).toBeValid();
    expect(screen.getByLabelText(/^Cooldown/)).toHaveAccessibleDescription(/Must be a whole number\./);
    expect(screen.getByText('overrides: is not supported in this version.')).toBeVisible();
  });

  it('show a new token once, inside a message ready to paste', async () => {
    const saved = saving('q8Zt3nVw5yR1sKx7Lm2PfG');
    const { user, router } = renderApp('/strategies/new');
    await user.type(await screen.findByLabelText(/^Name/), 'Breakout');
    await user.type(screen.getByLabelText(/^Key/), 'breakout');
    await user.click(screen.getByRole('button', { name: 'Create strategy' }));

    const dialog = await screen.findByRole('dialog', { name: 'Copy the token now' });
    expect(within(dialog).getByText('q8Zt3nVw5yR1sKx7Lm2PfG')).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'Copy alert message' }));
    const message = JSON.parse(await navigator.clipboard.readText()) as Record<string, string>;
    expect(message).toMatchObject({ secret: 'q8Zt3nVw5yR1sKx7Lm2PfG', position: '{{strategy.market_position}}' });
    expect(saved[0]).toMatchObject({ key: 'breakout', state: 'paused', symbols: ['BTCUSDT'], maxLagSeconds: 60 });

    await user.click(within(dialog).getByRole('button', { name: 'I have copied it' }));
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/strategies/breakout');
    });
    await waitFor(() => {
      expect(screen.queryByText('q8Zt3nVw5yR1sKx7Lm2PfG')).not.toBeInTheDocument();
    });
  });

  it('refuse to go without a stop, before the bot is asked', async () => {
    const saved = saving();
    const { user } = renderApp('/strategies/trend');
    const stop = await screen.findByLabelText(/^Stop loss/);
    await user.clear(stop);
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(stop).toBeInvalid();
    expect(stop).toHaveFocus();
    expect(stop).toHaveAccessibleDescription(/Every strategy needs a stop/);
    expect(saved).toEqual([]);

    await user.type(stop, '2');
    expect(stop).toBeValid();
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(await screen.findByText('Saved.')).toBeVisible();
  });

  it('take a time stop, a cooldown and the wait of a limit entry as whole numbers', async () => {
    const saved = saving();
    const { user } = renderApp('/strategies/trend');
    await user.type(await screen.findByLabelText(/^Time stop/), '90');
    const cooldown = screen.getByLabelText(/^Cooldown/);
    expect(cooldown).toHaveValue('30');
    await user.clear(cooldown);
    const wait = screen.getByLabelText(/^Limit entry waits/);
    expect(wait).toHaveValue('60');
    await user.clear(wait);
    await user.type(wait, '15');
    const additions = screen.getByLabelText(/^Additions/);
    expect(additions).toHaveValue('');
    await user.type(additions, '2');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ timeStopMinutes: 90, cooldownSeconds: 0, entryValidMinutes: 15, pyramiding: 2 });
  });

  it('take how far an entry may go', async () => {
    const saved = saving();
    const { user } = renderApp('/strategies/trend');
    await user.type(await screen.findByLabelText(/^Worst price/), '0.3');
    await user.type(screen.getByLabelText(/^Limit entry follows/), '10');
    const unfilled = screen.getByLabelText(/^If it is not filled/);
    expect(unfilled).toHaveAccessibleDescription(/is taken back/);
    await user.selectOptions(unfilled, 'Go to the market');
    expect(unfilled).toHaveAccessibleDescription(/as far as the worst price/);
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ maxSlippagePercent: '0.3', chaseSeconds: 10, whenUnfilled: 'market' });
  });

  it('take charts of other exchanges and whether moved stops stay', async () => {
    const saved = saving();
    const { user } = renderApp('/strategies/trend');
    const charts = await screen.findByLabelText(/^Charts of other exchanges/);
    await user.type(charts, 'binance:btcusdt.p');
    await user.click(screen.getByRole('checkbox', { name: /^Keep stops that I move/ }));
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(charts).toHaveAccessibleDescription(/BINANCE:BTCUSDT.P = BTCUSDT/);
    expect(saved).toEqual([]);

    await user.type(charts, ' = btcusdt, OKX:ETHUSDT.P=ETHUSDT');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({
      symbolAliases: { 'BINANCE:BTCUSDT.P': 'BTCUSDT', 'OKX:ETHUSDT.P': 'ETHUSDT' },
      keepMovedStops: true,
    });
  });

  it('take messages of other services, each switched on by itself', async () => {
    const saved = saving();
    const { user } = renderApp('/strategies/trend');
    const service = await screen.findByRole('checkbox', { name: 'TradersPost' });
    expect(service).not.toBeChecked();
    expect(service).toHaveAccessibleDescription(/ticker, action and sentiment/);
    await user.click(service);
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ formats: ['tradingbot', 'tradersPost'] });
    await user.click(service);
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await screen.findByText('Saved.');
    expect(saved[1]).toMatchObject({ formats: ['tradingbot'] });
  });

  it('take codes of WunderTrading with what they mean', async () => {
    const saved = saving();
    const { user } = renderApp('/strategies/trend');
    await user.click(await screen.findByRole('checkbox', { name: 'WunderTrading' }));
    const codes = screen.getByLabelText(/^Codes of WunderTrading/);
    await user.type(codes, 'EXIT-ALL_btc');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(codes).toHaveAccessibleDescription(/EXIT-ALL_btc = exitAll/);
    expect(saved).toEqual([]);

    await user.type(codes, ' = exitAll, Enter-Long_btc=enterLong');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ alertCodes: { 'EXIT-ALL_btc': 'exitAll', 'Enter-Long_btc': 'enterLong' } });
  });

  it('are not replaced by a new one with the same key', async () => {
    const saved = saving('q8Zt3nVw5yR1sKx7Lm2PfG');
    const { user } = renderApp('/strategies/new');
    await user.type(await screen.findByLabelText(/^Key/), 'trend');
    await user.click(screen.getByRole('button', { name: 'Create strategy' }));
    expect(await screen.findByText(/Another strategy has this key already/)).toBeVisible();
    expect(saved).toEqual([]);
  });

  it('get a new token when the old one was lost', async () => {
    const saved: Record<string, unknown>[] = [];
    server.use(
      http.put('/api/strategies/:key', async ({ request }) => {
        const { token, ...strategy } = (await request.json()) as Record<string, unknown>;
        saved.push({ token, ...strategy });
        return HttpResponse.json({
          strategy: aStrategy(strategy),
          webhook: { url: 'https://bot.example/api/webhook/trend', token },
        });
      }),
    );
    const { user } = renderApp('/strategies/trend');
    await user.click(await screen.findByRole('button', { name: 'Make a new token' }));
    const question = await screen.findByRole('dialog', { name: 'Make a new token?' });
    await user.click(within(question).getByRole('button', { name: 'Make a new token' }));
    const dialog = await screen.findByRole('dialog', { name: 'Copy the token now' });
    const token = String(saved[0]?.token);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(within(dialog).getByText(token)).toBeVisible();
    expect(saved[0]).toMatchObject({ key: 'trend', stopLoss: { percent: '2' }, cooldownSeconds: 30 });
  });
});
