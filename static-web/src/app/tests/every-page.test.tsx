import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { aStory, aTrade } from '@/testing/fixtures';
import { world } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

const pages = [
  { path: '/', title: 'Overview', settled: 'Equity over time, range 1D' },
  { path: '/signals', title: 'Signals', settled: 'Signals, newest first' },
  { path: '/trades', title: 'Trades', settled: 'Open trades' },
  { path: '/trades?status=closed', title: 'Trades', settled: 'Closed trades, newest first' },
  { path: '/trades/trade-2', title: 'Trade story', settled: 'Orders of this trade' },
  { path: '/strategies', title: 'Strategies', settled: 'Strategies' },
] as const;

describe('Every page', () => {
  it.each(pages)('$path has a title and no accessibility fault', async ({ path, title, settled }) => {
    const { container } = renderApp(path);
    await screen.findByRole('table', { name: settled });
    expect(document.title).toBe(`${title} · TradingBot`);
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('has none in the strategy form', async () => {
    const { container } = renderApp('/strategies/trend');
    await screen.findByRole('form', { name: 'Strategy' });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('has none on the system page, where missing parts are quiet', async () => {
    const { container } = renderApp('/system');
    await waitFor(() => {
      expect(screen.getAllByText('Not available in this version of the bot.')).toHaveLength(4);
    });
    expect(screen.getByText('PostgreSQL answers in 2 ms')).toBeVisible();
    expect(screen.queryByText('never')).not.toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('has none at the sign-in', async () => {
    world.signedIn = false;
    const { container } = renderApp('/');
    await screen.findByLabelText('Password');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('has none in a dialog', async () => {
    server.use(http.get('/api/trades/:id', () => HttpResponse.json({ ...aStory(), ...aTrade() })));
    const { user } = renderApp('/trades/trade-1');
    await user.click(await screen.findByRole('button', { name: 'Close trade' }));
    expect(await violationsIn(await screen.findByRole('dialog'))).toEqual([]);
  });

  it('leads home from an address that leads nowhere', async () => {
    renderApp('/nowhere');
    expect(await screen.findByRole('link', { name: 'Go to the overview' })).toHaveAttribute('href', '/');
  });
});
