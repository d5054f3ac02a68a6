import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { editStrategy } from '@/testing/edit-strategy';
import { aStory, aTrade } from '@/testing/fixtures';
import { problem } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { saving } from '@/testing/saving';
import { server } from '@/testing/server';

const rule = {
  days: '7',
  minDays: '2',
  maxDays: '30',
  delta: '0.4',
  outOfTheMoneyPercent: null,
  strike: null,
  minOpenInterest: '0',
  maxSpreadPercent: '20',
};

describe('A strategy that buys options', () => {
  it('asks for the option only where the market is one of options', async () => {
    const { choose } = await editStrategy();
    expect(screen.queryByRole('group', { name: 'Which option' })).not.toBeInTheDocument();
    await choose('Market', 'option');
    expect(screen.getByRole('group', { name: 'Which option' })).toBeVisible();
  });

  it('is made of one of futures, which loses its leverage', async () => {
    const saved = saving();
    const { choose, fill, save, field } = await editStrategy();
    await choose('Market', 'option');
    expect(field('Leverage')).toBeDisabled();
    await fill('Delta', '0.25');
    await fill('Close before expiry', '24');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({
      category: 'option',
      leverage: null,
      option: { ...rule, delta: '0.25' },
      closeBeforeExpiryHours: '24',
    });
  });

  it.each([
    ['outOfTheMoneyPercent', 'Out of the money', { delta: null, outOfTheMoneyPercent: '5' }],
    ['strike', 'Strike', { delta: null, strike: '5' }],
  ])('chooses the strike by %s', async (by, label, expected) => {
    const saved = saving();
    const { choose, fill, save } = await editStrategy({ category: 'option', leverage: null, option: rule });
    await choose('Strike', by);
    await fill(label, '5');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ option: { ...rule, ...expected } });
  });

  it('names its options itself', async () => {
    const saved = saving();
    const { choose, save } = await editStrategy({ category: 'option', leverage: null, option: rule });
    await choose('Strike', 'named');
    expect(screen.getByText(/The options, such as BTC-27MAR27-60000-C-USDT/)).toBeVisible();
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ category: 'option', option: null });
  });

  it('shows as named what it names, and forgets the rule with the market', async () => {
    const saved = saving();
    const { choice, choose, save } = await editStrategy({
      category: 'option',
      leverage: null,
      option: null,
      closeBeforeExpiryHours: '4',
    });
    expect(choice('Strike')).toHaveValue('named');
    await choose('Market', 'linear');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ category: 'linear', option: null, closeBeforeExpiryHours: null });
  });

  it('is not sent without a strike, and shows the bot’s faults at their fields', async () => {
    const saved = saving();
    const { fill, save, field } = await editStrategy({ category: 'option', leverage: null, option: rule });
    await fill('Delta', '');
    await save();
    expect(field('Delta')).toHaveAccessibleDescription(/Say which strike is to be taken/);
    expect(saved).toEqual([]);
    server.use(
      http.put('/api/strategies/:key', () =>
        problem(400, 'strategy.invalid', {
          errors: { 'option.delta': ['must be at least 0.05.'], 'option.days': ['must lie from minDays to maxDays.'] },
        }),
      ),
    );
    await fill('Delta', '0.01');
    await save();
    await waitFor(() => {
      expect(field('Delta')).toBeInvalid();
    });
    expect(field('Expires in about')).toBeInvalid();
  });
});

describe('A trade in an option', () => {
  it('tells what it is, when it expires and who keeps its stop', async () => {
    const trade = aTrade({
      category: 'option',
      symbol: 'BTC-27MAR27-60000-P-USDT',
      leverage: null,
      option: {
        signalSymbol: 'BTCUSDT',
        kind: 'put',
        strike: '60000',
        expiresAt: '2027-03-27T08:00:00Z',
        closeBy: '2027-03-26T08:00:00Z',
      },
    });
    server.use(http.get('/api/trades/:id', () => HttpResponse.json({ ...aStory(), ...trade })));
    renderApp('/trades/trade-1');
    const facts = await screen.findByRole('region', { name: 'Trade' });
    expect(facts).toHaveTextContent(/Put at 60,000(?!\.)/);
    expect(facts).not.toHaveTextContent('Leverage');
    expect(facts).toHaveTextContent('for alerts of BTCUSDT');
    expect(facts).toHaveTextContent('closed by');
    expect(facts).toHaveTextContent('Stop kept by the bot');
  });
});
