import { screen, waitFor, within } from '@testing-library/react';
import { delay } from 'msw';
import { describe, expect, it } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { answering, aTarget, openDialog, textOf, threeTargets, trading } from '@/testing/change-targets';
import { world } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';

describe('Changing targets by hand', () => {
  it('shows first what they would mean, and sends them once', async () => {
    const sent = answering({ restQuantity: '0.00625' });
    const { user, dialog, field, fill, show, confirm, result } = await openDialog();
    expect(textOf(dialog)).toContain('Open0.025 BTC');
    expect(textOf(dialog)).toContain('Targets reached1 of 399,300.00 closed 50 %');
    expect(field('Target 2 at')).toHaveFocus();
    expect(field('Target 3 at')).toHaveValue('105000');
    expect(field('Target 3 closes')).toHaveValue('25');
    expect(textOf(dialog)).toContain('25 % of what is open is left to the stop.');
    expect(confirm).toBeDisabled();
    expect(result).toBeEmptyDOMElement();

    await fill('Target 2 at', ' 103000 ');
    await user.dblClick(show);
    expect(await within(result).findByText('Profit of 140.20 USDT')).toBeVisible();
    expect(textOf(result)).toBe(
      'Target 2103,000.00closes 0.0125 BTC, adds gain +72.50 USDT' +
        'Target 3105,000.00closes 0.0125 BTC, adds gain +72.50 USDT' +
        'Left to the stop0.00625 BTC' +
        'If all are hit and the rest leaves at the stop, the whole trade, fees includedProfit of 140.20 USDT+1.45 R',
    );
    const takeProfits = [
      { price: '103000', close: '50' },
      { price: '105000', close: '25' },
    ];
    expect(sent).toEqual([{ takeProfits, openQuantity: '0.025', preview: true }]);
    expect(await violationsIn(dialog)).toEqual([]);

    await user.type(field('Reason'), 'news');
    await user.dblClick(confirm);
    await waitFor(() => {
      expect(dialog).not.toBeVisible();
    });
    expect(sent.slice(1)).toEqual([{ takeProfits, openQuantity: '0.025', reason: 'news' }]);
    expect(screen.getByRole('button', { name: 'Change targets' })).toHaveFocus();
  });

  it('takes percent and multiples of the risk', async () => {
    const sent = answering();
    const { user, field, fill, show, result } = await openDialog();
    await user.selectOptions(field('Target 2 unit'), '% from entry');
    await fill('Target 2 at', '5');
    await user.selectOptions(field('Target 3 unit'), 'R');
    await fill('Target 3 at', '2.5');
    await user.click(show);
    await waitFor(() => {
      expect(result).toHaveTextContent('101,233.00');
    });
    expect(sent[0]?.takeProfits).toEqual([
      { percent: '5', close: '50' },
      { r: '2.5', close: '25' },
    ]);
  });

  it('leaves the position without targets, and says how it ends then', async () => {
    const remark = 'The stop follows the targets, and there is none.';
    const sent = answering({
      restQuantity: '0.05',
      profitIfAllHit: '-98.1',
      rMultipleIfAllHit: null,
      remarks: [remark],
    });
    const { user, dialog, button, show, confirm, result } = await openDialog({
      takeProfits: [aTarget('99300', '100')],
    });
    expect(textOf(dialog)).toContain('Targets reachedNone');
    await user.click(button('Remove target 1'));
    expect(button('Add target')).toHaveFocus();
    expect(dialog).toHaveTextContent(
      'No target: what is open stays until its stop, the time stop or an alert closes it.',
    );
    await user.click(show);
    expect(await within(result).findByText(remark)).toBeVisible();
    expect(textOf(result)).toBe(
      `Left to the stop0.05 BTCIf the stop is hit, the whole trade, fees includedLoss of 98.10 USDT${remark}`,
    );
    await user.click(confirm);
    await waitFor(() => {
      expect(dialog).not.toBeVisible();
    });
    expect(sent[1]).toEqual({ takeProfits: [], openQuantity: '0.025' });
  });

  it('tells where a share is too little for an order', async () => {
    const part = (price: string, quantity: string) => ({ price, close: '25', quantity, profit: '0' });
    answering({ takeProfits: [part('102000', '0'), part('105000', '0.025')] });
    const { user, show, result } = await openDialog();
    await user.click(show);
    await waitFor(() => {
      expect(textOf(result)).toContain('Target 2102,000.00too little for an order: closed with the next one');
    });
    expect(textOf(result)).toContain('Left to the stopNothing');
    expect(textOf(result)).toContain('If all are hit, the whole trade');
  });

  it('looks with the enter key, and forgets what it saw once a target is edited', async () => {
    const sent = answering();
    const { user, field, confirm, result } = await openDialog();
    await user.type(field('Target 2 at'), '{Enter}');
    await waitFor(() => {
      expect(confirm).toBeEnabled();
    });
    await user.type(field('Target 3 closes'), '0');
    expect(confirm).toBeDisabled();
    expect(result).toBeEmptyDOMElement();
    expect(sent).toHaveLength(1);
  });

  it('does not take an answer for targets that were edited since', async () => {
    const sent = answering();
    const { user, field, show, confirm } = await openDialog();
    await user.click(show);
    await user.type(field('Target 2 at'), '5');
    await waitFor(() => {
      expect(sent).toHaveLength(1);
    });
    await delay(60);
    expect(confirm).toBeDisabled();
    await user.click(show);
    await waitFor(() => {
      expect(confirm).toBeEnabled();
    });
    expect(sent[1]?.takeProfits[0]?.price).toBe('1020005');
  });

  it('tells the bot what was open as the shares were chosen', async () => {
    const sent = answering();
    const { user, queryClient, dialog, field, show, confirm } = await openDialog();
    trading({
      openQuantity: '0.0125',
      markPrice: '102001',
      takeProfits: threeTargets.map((target, index) => ({ ...target, reached: index < 2 })),
    });
    await queryClient.invalidateQueries({ queryKey: ['trades'] });
    await waitFor(() => {
      expect(dialog).toHaveTextContent('Mark102,001.00');
    });
    expect(textOf(dialog)).toContain('Open0.025 BTC');
    expect(field('Target 2 at')).toHaveValue('102000');
    await user.click(show);
    await waitFor(() => {
      expect(confirm).toBeEnabled();
    });
    await user.click(confirm);
    await waitFor(() => {
      expect(dialog).not.toBeVisible();
    });
    expect(sent.map(({ openQuantity }) => openQuantity)).toEqual(['0.025', '0.025']);
  });

  it.each(['pending', 'opening', 'closing'])('is not offered for a trade that is %s', async (status) => {
    trading({ status });
    renderApp('/trades/trade-1');
    await screen.findByRole('button', { name: /^Clos(e trade|ing…)$/ });
    expect(screen.queryByRole('button', { name: 'Change targets' })).not.toBeInTheDocument();
  });

  it('is not for a viewer', async () => {
    world.roles = ['viewer'];
    trading();
    renderApp('/trades/trade-1');
    expect(await screen.findByRole('button', { name: 'Change targets' })).toBeDisabled();
  });
});
