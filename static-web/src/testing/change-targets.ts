import { screen, within } from '@testing-library/react';
import { delay, http, HttpResponse } from 'msw';
import { aStory, aTrade } from './fixtures';
import { problem } from './handlers';
import { renderApp } from './render-app';
import { server } from './server';

interface Sent {
  takeProfits: { price?: string; close: string }[];
  openQuantity?: string;
  preview?: boolean;
  reason?: string;
}

/** A bot that tells of any targets that they would bring this, and takes them. */
export function answering(changes: object = {}) {
  const sent: Sent[] = [];
  server.use(
    http.post('/api/trades/:id/targets', async ({ request }) => {
      const body = (await request.json()) as Sent;
      sent.push(body);
      await delay(20);
      const answer = {
        tradeId: 'trade-1',
        status: body.preview === true ? 'preview' : 'changing',
        takeProfits: body.takeProfits.map(({ price = '101233', close }) => ({
          price,
          close,
          quantity: '0.0125',
          profit: '72.5',
        })),
        restQuantity: '0',
        profitIfAllHit: '140.2',
        settleCoin: 'USDT',
        rMultipleIfAllHit: '1.45',
        remarks: [],
        ...changes,
      };
      return HttpResponse.json(answer, { status: body.preview === true ? 200 : 202 });
    }),
  );
  return sent;
}

export function refusing(status: number, code: string, extra: object) {
  server.use(http.post('/api/trades/:id/targets', () => problem(status, code, extra)));
}

export const aTarget = (price: string, close: string, reached = false) => ({ price, close, reached });

/** Half was closed at the first; the others have half and a quarter of the rest. */
export const threeTargets = [aTarget('99300', '50', true), aTarget('102000', '25'), aTarget('105000', '12.5')];

export function trading(changes: object = {}) {
  const trade = { ...aStory(), ...aTrade({ openQuantity: '0.025', takeProfits: threeTargets, ...changes }) };
  server.use(http.get('/api/trades/:id', () => HttpResponse.json(trade)));
}

/** The dialog of an open trade. */
export async function openDialog(changes: object = {}) {
  trading(changes);
  const { user, queryClient } = renderApp('/trades/trade-1');
  await user.click(await screen.findByRole('button', { name: 'Change targets' }));
  const dialog = await screen.findByRole('dialog', { name: 'Change the targets of BTCUSDT?' });
  const button = (name: string) => within(dialog).getByRole('button', { name });
  const field = (name: string) => within(dialog).getByLabelText(new RegExp(`^${name}`));
  return {
    user,
    queryClient,
    dialog,
    button,
    field,
    fill: async (name: string, text: string) => {
      await user.clear(field(name));
      await user.type(field(name), text);
    },
    show: button('Show the result'),
    confirm: button('Change targets'),
    result: within(dialog).getByRole('status'),
  };
}

/** As a person reads it: every space is one. */
export function textOf(element: HTMLElement) {
  return element.textContent.replaceAll(/[\u202f\u00a0]/g, ' ');
}
