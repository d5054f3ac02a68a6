import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { aStory, aTrade } from '@/testing/fixtures';
import { list } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

const aTarget = (price: string, close: string, reached: boolean) => ({ price, close, reached });

describe('The targets of a trade', () => {
  it.each([
    [[], '—', 'No target'],
    [['102000'], '102,000.00', 'Target 1.70 %'],
    [['99300', '102000'], '99,300.001 of 2', 'Target 1.70 %'],
    [['!99300', '102000', '105000'], '102,000.002 of 3', 'Target 1.70 %'],
    [['!99300', '!102000'], 'All reached', 'No target left'],
    [['!99300'], 'Reached', 'No target left'],
  ])('are shown in lists by the next one, and which that is: %j', async (prices, cell, words) => {
    const takeProfits = prices.map((text) => aTarget(text.replace('!', ''), '25', text.startsWith('!')));
    const left = takeProfits.some(({ reached }) => !reached);
    const trade = aTrade({ takeProfits, targetDistancePercent: left ? '1.7' : null });
    server.use(http.get('/api/trades', () => list([trade])));
    renderApp('/');
    const [row] = await screen.findAllByRole('row', { name: /BTCUSDT/ });
    const [target] = within(row!)
      .getAllByRole('cell')
      .filter((each) => each.textContent.startsWith('Target'));
    expect(target).toHaveTextContent(cell);
    expect(row).toHaveTextContent(words);
  });

  it('stand in the ladder with their shares, and a mark once they were reached', async () => {
    const takeProfits = [aTarget('101', '50', true), aTarget('102', '33.33', false)];
    const level = (price: string, close: string, reached: boolean, move: string) => ({
      ...aTarget(price, close, reached),
      kind: 'target',
      move,
    });
    const levels = [
      level('102', '33.33', false, '2'),
      level('101', '50', true, '1'),
      { kind: 'entry', price: '100', close: null, move: null, reached: false },
    ];
    server.use(
      http.get('/api/trades/:id', () => HttpResponse.json({ ...aStory(), ...aTrade({ takeProfits }), levels })),
    );
    renderApp('/trades/trade-1');
    const ladder = await screen.findByRole('list', { name: /Prices from high to low/ });
    const rungs = within(ladder).getAllByRole('listitem');
    expect(rungs.map((item) => item.textContent.replaceAll('\u202f', ' '))).toEqual([
      'Target 2 · 33.33 %102.00+2.00 %',
      'Target 1 · 50 %, reached101.00+1.00 %',
      'Entry100.00',
    ]);
    expect(rungs.map((item) => item.classList.contains('reached'))).toEqual([false, true, false]);
  });
});
