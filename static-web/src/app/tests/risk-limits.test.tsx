import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { problem, world } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { server } from '@/testing/server';

const unlimited = {
  maxOpenTrades: 3,
  maxGrossNotional: null,
  maxNotionalToEquity: null,
  maxHeatPercent: '5',
  maxLeverage: null,
  maxEntriesPerMinute: null,
  dailyLossPercent: null,
  weeklyLossPercent: null,
  drawdown: null,
  perSymbol: null,
  perStrategy: null,
};

/** Keeps what is saved and answers with it, as the bot does. */
function keeping() {
  const saved: unknown[] = [];
  let held: object = unlimited;
  server.use(
    http.get('/api/risk', () => HttpResponse.json(held)),
    http.put('/api/risk', async ({ request }) => {
      held = (await request.json()) as object;
      saved.push(held);
      return HttpResponse.json(held);
    }),
  );
  return saved;
}

async function edit() {
  const app = renderApp('/system');
  await app.user.click(await screen.findByRole('button', { name: 'Edit the risk limits' }));
  return { ...app, form: await screen.findByRole('form', { name: 'Risk limits' }) };
}

describe('The risk limits', () => {
  let saved: unknown[];
  beforeEach(() => {
    saved = keeping();
  });

  it('show what holds, and nothing the bot cannot hold yet', async () => {
    renderApp('/system');
    const panel = await screen.findByRole('region', { name: 'Risk limits' });
    expect(await within(panel).findByText('5 % of equity')).toBeVisible();
    expect(within(panel).getAllByText('no limit')).toHaveLength(4);
    expect(panel).not.toHaveTextContent(/drawdown|loss in a day/i);
  });

  it('are changed as a whole, after a look at what changes', async () => {
    const { user, form, container } = await edit();
    expect(await violationsIn(container)).toEqual([]);
    const trades = within(form).getByLabelText('Open trades at once');
    expect(trades).toHaveValue('3');
    await user.clear(trades);
    await user.type(within(form).getByLabelText(/^Leverage/), '5');
    await user.click(within(form).getByRole('button', { name: 'Save limits' }));

    const dialog = await screen.findByRole('dialog', { name: 'Change the risk limits?' });
    expect(dialog).toHaveTextContent('Open trades at onceno limitwas 3');
    expect(dialog).toHaveTextContent('Leverage5×was no limit');
    expect(saved).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Change limits' }));

    expect(await screen.findByText(/Risk limits saved/)).toBeVisible();
    expect(saved).toEqual([{ ...unlimited, maxOpenTrades: null, maxLeverage: '5' }]);
    const panel = screen.getByRole('region', { name: 'Risk limits' });
    expect(await within(panel).findByText('5×')).toBeVisible();
  });

  it('stand when the question is answered with no', async () => {
    const { user, form } = await edit();
    await user.type(within(form).getByLabelText(/^Leverage/), '5');
    await user.click(within(form).getByRole('button', { name: 'Save limits' }));
    await user.click(await screen.findByRole('button', { name: 'Go back' }));
    expect(within(form).getByLabelText(/^Leverage/)).toHaveValue('5');
    await user.click(within(form).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => {
      expect(screen.queryByRole('form', { name: 'Risk limits' })).not.toBeInTheDocument();
    });
    expect(saved).toEqual([]);
  });

  it('show each fault of the bot at its field', async () => {
    server.use(
      http.put('/api/risk', () =>
        problem(400, 'request.invalid', { errors: { maxHeatPercent: ['must be at most 100.'] } }),
      ),
    );
    const { user, form } = await edit();
    const heat = within(form).getByLabelText(/^Open risk/);
    await user.type(heat, '00');
    await user.click(within(form).getByRole('button', { name: 'Save limits' }));
    await user.click(await screen.findByRole('button', { name: 'Change limits' }));
    await waitFor(() => {
      expect(heat).toBeInvalid();
    });
    expect(heat).toHaveAccessibleDescription(/Must be at most 100\./);
    expect(heat).toHaveValue('500');
    expect(within(form).getByLabelText(/^Leverage/)).toBeValid();
  });

  it('cannot be edited by those who may only look', async () => {
    world.roles = ['viewer'];
    renderApp('/system');
    const panel = await screen.findByRole('region', { name: 'Risk limits' });
    await within(panel).findByText('5 % of equity');
    expect(within(panel).queryByRole('button')).not.toBeInTheDocument();
  });
});
