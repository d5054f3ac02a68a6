import { screen, waitFor, within } from '@testing-library/react';
import { delay, http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { aStory, aTrade } from '@/testing/fixtures';
import { problem, world } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

type Sent = Record<string, unknown>;

/** A bot that tells of each stop that a hit there would bring this, and moves it. */
function answering(changes: object = {}) {
  const sent: Sent[] = [];
  server.use(
    http.post('/api/trades/:id/stops', async ({ request }) => {
      const body = (await request.json()) as Sent;
      sent.push(body);
      await delay(20);
      const answer = {
        tradeId: 'trade-1',
        status: body.preview === true ? 'preview' : 'moving',
        stopLoss: body.stopLoss ?? '96500.5',
        profitIfHit: '-12.3',
        settleCoin: 'USDT',
        rMultipleIfHit: '-0.13',
        ...changes,
      };
      return HttpResponse.json(answer, { status: body.preview === true ? 200 : 202 });
    }),
  );
  return sent;
}

function refusing(status: number, code: string, extra: object) {
  server.use(http.post('/api/trades/:id/stops', () => problem(status, code, extra)));
}

/** The dialog of an open trade. */
async function open() {
  server.use(http.get('/api/trades/:id', () => HttpResponse.json({ ...aStory(), ...aTrade() })));
  const { user } = renderApp('/trades/trade-1');
  await user.click(await screen.findByRole('button', { name: 'Move stop' }));
  const dialog = await screen.findByRole('dialog', { name: 'Move the stop of BTCUSDT?' });
  return {
    user,
    dialog,
    price: within(dialog).getByLabelText('New stop'),
    show: within(dialog).getByRole('button', { name: 'Show the result' }),
    breakEven: within(dialog).getByRole('button', { name: 'Break-even' }),
    confirm: within(dialog).getByRole('button', { name: 'Move stop' }),
    result: within(dialog).getByRole('status'),
  };
}

describe('Moving a stop by hand', () => {
  it('shows first what it would mean, and sends it once', async () => {
    const sent = answering();
    const { user, dialog, price, show, confirm, result } = await open();
    expect(dialog).toHaveTextContent('Stop now94,480.00');
    expect(price).toHaveFocus();
    expect(confirm).toBeDisabled();
    expect(result).toBeEmptyDOMElement();

    await user.type(price, ' 96200 ');
    await user.dblClick(show);
    expect(await within(dialog).findByText('Loss of 12.30 USDT')).toBeVisible();
    expect(result).toHaveTextContent('New stop96,200.00');
    expect(result).toHaveTextContent('\u22120.13 R');
    expect(sent).toEqual([{ stopLoss: '96200', preview: true }]);
    expect(await violationsIn(dialog)).toEqual([]);

    await user.type(within(dialog).getByLabelText('Reason (optional)'), 'news');
    await user.dblClick(confirm);
    await waitFor(() => {
      expect(dialog).not.toBeVisible();
    });
    expect(sent.slice(1)).toEqual([{ stopLoss: '96200', reason: 'news' }]);
    expect(screen.getByRole('button', { name: 'Move stop' })).toHaveFocus();
  });

  it.each([
    ['12.3', '0.13', 'Profit of 12.30 USDT', '+0.13 R'],
    ['0', '0', 'Neither profit nor loss', '0.00 R'],
    ['-0.00012', null, 'Loss of 0.00012 BTC', ''],
  ])(
    'goes to break-even, and says that %s of %s would be made',
    async (profitIfHit, rMultipleIfHit, words, multiple) => {
      const settleCoin = words.endsWith('BTC') ? 'BTC' : 'USDT';
      const sent = answering({ profitIfHit, rMultipleIfHit, settleCoin });
      const { user, dialog, price, breakEven, confirm, result } = await open();
      await user.type(price, '95000');
      await user.click(breakEven);
      await waitFor(() => {
        expect(result).toHaveTextContent(words);
      });
      expect(price).toHaveValue('');
      expect(result.textContent.replaceAll('\u202f', ' ')).toContain(`New stop96,500.50`);
      expect(result.textContent.replaceAll(/[\u202f\u00a0]/g, ' ').endsWith(`${words}${multiple}`)).toBe(true);
      await user.click(confirm);
      await waitFor(() => {
        expect(dialog).not.toBeVisible();
      });
      expect(sent).toEqual([{ breakEven: true, preview: true }, { breakEven: true }]);
    },
  );

  it('looks with the enter key, and forgets what it saw once another price is typed', async () => {
    const sent = answering();
    const { user, price, confirm, result } = await open();
    await user.type(price, '96200{Enter}');
    await waitFor(() => {
      expect(confirm).toBeEnabled();
    });
    await user.type(price, '5');
    expect(confirm).toBeDisabled();
    expect(result).toBeEmptyDOMElement();
    expect(sent).toHaveLength(1);
  });

  it('does not take an answer for a price that was typed since', async () => {
    const sent = answering();
    const { user, price, show, confirm } = await open();
    await user.type(price, '96200');
    await user.click(show);
    await user.type(price, '5');
    await waitFor(() => {
      expect(sent).toHaveLength(1);
    });
    await delay(60);
    expect(confirm).toBeDisabled();
  });

  it('asks for a price', async () => {
    const sent = answering();
    const { user, price, show } = await open();
    await user.click(show);
    expect(price).toHaveAccessibleDescription(/Give a price\./);
    await user.type(price, '9');
    expect(price).toBeValid();
    expect(sent).toEqual([]);
  });

  it('shows at the price what is wrong with it', async () => {
    refusing(400, 'request.invalid', { errors: { stopLoss: ['must be a price above 0.'] } });
    const { user, dialog, price, show, confirm } = await open();
    await user.type(price, 'high');
    await user.click(show);
    await waitFor(() => {
      expect(price).toHaveAccessibleDescription(/Must be a price above 0\./);
    });
    expect(within(dialog).getAllByRole('alert')).toHaveLength(1);
    expect(confirm).toBeDisabled();
  });

  it.each([
    [409, 'stop.looser', 'At 94000 it would be no nearer than 94480.'],
    [409, 'stop.passed', 'The price is 97600: a stop at 97700 would close the position at once.'],
    [409, 'trade.busy', 'The trade is being closed.'],
    [503, 'exchange.unavailable', 'The price could not be asked.'],
  ])('says why it is refused: %i %s', async (status, code, detail) => {
    refusing(status, code, { detail });
    const { user, dialog, breakEven, confirm } = await open();
    await user.click(breakEven);
    expect(await within(dialog).findByText(detail)).toBeVisible();
    expect(confirm).toBeDisabled();
  });

  it('says so when it is refused only once it was confirmed', async () => {
    answering();
    const { user, dialog, breakEven, confirm } = await open();
    await user.click(breakEven);
    await waitFor(() => {
      expect(confirm).toBeEnabled();
    });
    refusing(409, 'trade.notOpen', { detail: 'Nothing of the trade is open that a stop could guard.' });
    await user.click(confirm);
    expect(await within(dialog).findByText(/Nothing of the trade is open/)).toBeVisible();
  });

  it.each(['pending', 'opening', 'closing'])('is not offered for a trade that is %s', async (status) => {
    server.use(http.get('/api/trades/:id', () => HttpResponse.json({ ...aStory(), ...aTrade({ status }) })));
    renderApp('/trades/trade-1');
    await screen.findByRole('button', { name: /^Clos(e trade|ing…)$/ });
    expect(screen.queryByRole('button', { name: 'Move stop' })).not.toBeInTheDocument();
  });

  it('is not for a viewer', async () => {
    world.roles = ['viewer'];
    server.use(http.get('/api/trades/:id', () => HttpResponse.json({ ...aStory(), ...aTrade() })));
    renderApp('/trades/trade-1');
    expect(await screen.findByRole('button', { name: 'Move stop' })).toBeDisabled();
  });
});
