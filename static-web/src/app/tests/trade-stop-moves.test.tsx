import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { aStory, aTrade, ago } from '@/testing/fixtures';
import { list } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

const moves = (changes: object) => ({
  breakEven: null,
  trailing: null,
  movedStopLoss: null,
  askedStopLoss: null,
  bestPrice: null,
  ...changes,
});

const atPrice = { price: '97000', target: null, offset: '0' };
const behind = { percent: '2', distance: null, targets: false, fromPrice: '97000', fromTarget: null };
const behindTargets = { ...behind, percent: null, targets: true, fromPrice: null };
const moved = { stopLoss: '96500', plannedStopLoss: '94480' };
const target = { price: '99300', close: '50', reached: false };

/** The page of an open trade, and what its header says. */
async function open(changes: object) {
  server.use(http.get('/api/trades/:id', () => HttpResponse.json({ ...aStory(), ...aTrade(), ...changes })));
  const { container } = renderApp('/trades/trade-1');
  const header = await screen.findByRole('region', { name: 'Trade' });
  return { container, header };
}

const tightened = (stopLoss: string, cause: string) => ({
  id: 90,
  at: ago(30),
  kind: 'stopTightened',
  message: 'The stop-loss was moved.',
  data: { stopLoss, before: '94480', cause },
});

describe('The moves of a stop', () => {
  it.each([
    ['nothing moves it', {}, '94,480.00'],
    ['the price is not there yet', { stopMoves: moves({ breakEven: atPrice, bestPrice: '96999' }) }, '94,480.00'],
    [
      'it went to break-even',
      { ...moved, stopMoves: moves({ breakEven: atPrice, bestPrice: '97000', movedStopLoss: '96500' }) },
      '96,500.00planned 94,480.00break-even',
    ],
    [
      'it went there after a target',
      {
        ...moved,
        takeProfits: [{ ...target, reached: true }],
        stopMoves: moves({ breakEven: { ...atPrice, price: null, target: 1 }, movedStopLoss: '96500' }),
      },
      '96,500.00planned 94,480.00break-even',
    ],
    [
      'a person moved it at the exchange',
      { ...moved, stopMoves: moves({ breakEven: atPrice, bestPrice: '97500' }) },
      '96,500.00planned 94,480.00',
    ],
    ['it will follow', { stopMoves: moves({ trailing: behind, bestPrice: '96500' }) }, '94,480.00'],
    ['it follows', { stopMoves: moves({ trailing: behind, bestPrice: '97000' }) }, '94,480.00follows the price'],
    [
      'it follows down',
      { side: 'short', stopMoves: moves({ trailing: behind, bestPrice: '96999' }) },
      '94,480.00follows the price',
    ],
    ['it follows the targets', { stopMoves: moves({ trailing: behindTargets }) }, '94,480.00follows the targets'],
  ])('are told in lists: %s', async (_, changes, cell) => {
    server.use(http.get('/api/trades', () => list([aTrade(changes)])));
    renderApp('/');
    const [row] = await screen.findAllByRole('row', { name: /BTCUSDT/ });
    const [stop] = within(row!)
      .getAllByRole('cell')
      .filter((each) => each.textContent.startsWith('Stop'));
    expect(stop?.textContent.replace('Stop', '')).toBe(cell);
  });

  it.each([
    [{ breakEven: atPrice }, 'The stop goes to break-even at 97,000.00.'],
    [
      { breakEven: { price: null, target: 1, offset: '0.1' } },
      'The stop goes to break-even and 0.1 % of the entry further once target 1 is reached.',
    ],
    [
      { breakEven: atPrice, trailing: behind, bestPrice: '96900' },
      'The stop goes to break-even at 97,000.00; it follows 2 % behind the best price 96,900.00, from 97,000.00 on.',
    ],
    [
      { trailing: { ...behind, percent: null, distance: '1500' }, bestPrice: '97400' },
      'The stop follows 1,500.00 behind the best price 97,400.00.',
    ],
    [{ trailing: { ...behind, fromPrice: null } }, 'The stop follows 2 % behind the best price.'],
    [{ trailing: behindTargets }, 'The stop follows the targets.'],
    [{ trailing: { ...behindTargets, fromTarget: 1 } }, 'The stop follows the targets, once target 1 is reached.'],
    [
      { trailing: behindTargets, askedStopLoss: '96500' },
      'The stop is being moved to 96,500.00; it follows the targets.',
    ],
  ])('that come next are told in words: %j', async (changes, words) => {
    const { header } = await open({ stopMoves: moves(changes) });
    const [line] = within(header).getAllByText(/^The stop/);
    expect(line?.textContent.replaceAll('\u202f', ' ')).toBe(words);
  });

  it.each([
    ['nothing moves the stop', {}],
    [
      'its one move is done',
      { ...moved, stopMoves: moves({ breakEven: atPrice, bestPrice: '97000', movedStopLoss: '96500' }) },
    ],
    ['the trade is being closed', { status: 'closing', stopMoves: moves({ breakEven: atPrice }) }],
    ['it has ended', { status: 'closed', unfinished: false, stopMoves: moves({ breakEven: atPrice }) }],
  ])('are not announced where none comes: %s', async (_, changes) => {
    const { header } = await open(changes);
    expect(within(header).queryByText(/^The stop/)).not.toBeInTheDocument();
  });

  it.each([
    ['breakEven', '96500', 'break-even'],
    ['trailing', '96500', 'follows the price'],
    ['target', '96500', 'follows the targets'],
    ['manual', '96500', 'moved by hand'],
    ['somethingNew', '96500', ''],
    ['breakEven', '96400', ''],
  ])('are told by the story, which knows why: %s to %s', async (cause, stopLoss, words) => {
    const { header, container } = await open({ ...moved, events: [tightened(stopLoss, cause)] });
    const stop = within(header).getByText('Stop').parentElement;
    expect(stop?.textContent).toBe(`Stop96,500.00planned 94,480.00${words}`);
    expect(screen.getByText('Stop tightened')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('leave the planned stop in the ladder, quietly', async () => {
    const level = (kind: string, price: string) => ({ kind, price, close: null, move: null, reached: false });
    const levels = [level('stop', '96500'), level('entry', '96412.5')];
    await open({ ...moved, levels });
    const ladder = screen.getByRole('list', { name: /Prices from high to low/ });
    const rungs = within(ladder).getAllByRole('listitem');
    expect(rungs.map((item) => item.textContent)).toEqual(['Stop96,500.00', 'Entry96,412.50', 'Planned stop94,480.00']);
    expect(rungs.map((item) => item.classList.contains('planned'))).toEqual([false, false, true]);
  });

  it('put it between the others where it belongs', async () => {
    const level = (kind: string, price: string) => ({ kind, price, close: null, move: null, reached: false });
    const levels = [level('entry', '96412.5'), level('mark', '94000'), level('target', '90000')];
    await open({ side: 'short', stopLoss: '95000', plannedStopLoss: '96000', levels });
    const ladder = screen.getByRole('list', { name: /Prices from high to low/ });
    const [, second] = within(ladder).getAllByRole('listitem');
    expect(second).toHaveTextContent('Planned stop96,000.00');
  });
});
