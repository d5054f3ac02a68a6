import { waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { answering, aTarget, openDialog, refusing } from '@/testing/change-targets';

/** A quarter was closed at the first: no share of the other three quarters is an exact percentage. */
const quarters = [aTarget('99300', '25', true), aTarget('102000', '25'), aTarget('105000', '50')];

describe('Targets that are not as they can be', () => {
  it('asks for shares that are no exact percentages of what is open', async () => {
    const sent = answering();
    const { user, field, show } = await openDialog({ takeProfits: quarters });
    expect(field('Target 2 closes')).toHaveValue('');
    expect(field('Target 2 closes')).toHaveAccessibleDescription(/^25\s% of the whole position so far\.$/);
    await user.click(show);
    expect(field('Target 2 closes')).toHaveFocus();
    expect(field('Target 2 closes')).toHaveAccessibleDescription(/Say how much of what is open it closes\./);
    expect(field('Target 2 at')).toBeValid();
    expect(sent).toEqual([]);
  });

  it('sends such shares once they are told', async () => {
    const sent = answering();
    const { user, field, fill, show, confirm } = await openDialog({ takeProfits: quarters });
    await user.click(show);
    await fill('Target 2 closes', '33.33');
    expect(field('Target 2 closes')).toHaveAccessibleDescription(/^25\s% of the whole position so far\.$/);
    await fill('Target 3 closes', '66.67');
    await user.click(show);
    await waitFor(() => {
      expect(confirm).toBeEnabled();
    });
    expect(sent[0]?.takeProfits.map(({ close }) => close)).toEqual(['33.33', '66.67']);
  });

  it('adds with the share that is left, and asks where the new one lies', async () => {
    const sent = answering();
    const { user, dialog, button, field, show } = await openDialog();
    await user.click(button('Add target'));
    expect(field('Target 4 at')).toHaveFocus();
    expect(field('Target 4 closes')).toHaveValue('25');
    expect(dialog).toHaveTextContent('All that is open is closed by the targets.');
    await user.tab({ shift: true });
    expect(button('Remove target 3')).toHaveFocus();
    await user.click(show);
    expect(field('Target 4 at')).toHaveFocus();
    expect(field('Target 4 at')).toHaveAccessibleDescription('Say where it lies, or remove it.');
    expect(await violationsIn(dialog)).toEqual([]);
    await user.click(show);
    expect(field('Target 4 at')).toHaveFocus();
    await user.click(button('Remove target 2'));
    expect(button('Remove target 2')).toHaveFocus();
    expect(field('Target 3 at')).toHaveAccessibleDescription('Say where it lies, or remove it.');
    expect(sent).toEqual([]);
  });

  it('takes ten at most, with those that were reached', async () => {
    const eight = [...Array(8).keys()].map((step) => aTarget(String(102000 + step), '6.25'));
    const { user, dialog, button } = await openDialog({ takeProfits: [aTarget('99300', '50', true), ...eight] });
    expect(button('Add target')).toBeEnabled();
    await user.click(button('Add target'));
    expect(button('Add target')).toBeDisabled();
    expect(dialog).toHaveTextContent('10 targets are the most, with those that were reached.');
  });

  it('does not ask about more than is open', async () => {
    const sent = answering();
    const { user, dialog, field, fill, show } = await openDialog();
    await fill('Target 2 closes', '75.5');
    expect(within(dialog).getByRole('alert')).toHaveTextContent(
      'Together the targets close 100.5 % of what is open; at most 100 % can be closed.',
    );
    await user.click(show);
    expect(field('Target 2 closes')).toHaveFocus();
    expect(field('Target 3 closes')).toBeInvalid();
    expect(field('Target 3 closes')).toHaveAccessibleDescription(/100\.5\s%/);
    expect(sent).toEqual([]);
  });

  it('shows at the targets what is wrong with them', async () => {
    refusing(400, 'request.invalid', {
      errors: {
        takeProfits: ['are more than the trade can have.'],
        'takeProfits[0].close': ['is 0; it must be greater than 0.'],
        'takeProfits[1].price': ["'high' is not a number."],
      },
    });
    const { user, dialog, field, show, confirm } = await openDialog();
    await user.click(show);
    await waitFor(() => {
      expect(field('Target 2 closes')).toHaveAccessibleDescription('Is 0; it must be greater than 0.');
    });
    expect(field('Target 2 closes')).toHaveFocus();
    expect(field('Target 3 at')).toHaveAccessibleDescription("'high' is not a number.");
    expect(within(dialog).getByText('Are more than the trade can have.')).toBeVisible();
    expect(within(dialog).getAllByRole('alert')).toHaveLength(3);
    expect(confirm).toBeDisabled();

    await user.type(field('Target 2 closes'), '.5');
    expect(field('Target 2 closes')).toBeValid();
    expect(field('Target 3 at')).toBeInvalid();
    expect(within(dialog).getAllByRole('alert')).toHaveLength(1);
  });

  it.each([
    [404, 'trade.notFound', 'There is no such trade.'],
    [409, 'target.passed', 'The price is 102001: a target at 102000 would close its part at once.'],
    [409, 'risk.targetTooSmall', 'Of 0.001 BTCUSDT no part is an order that the exchange takes.'],
    [409, 'target.allReached', 'Every share that the targets were to close is closed.'],
    [409, 'trade.busy', 'All or a part of the trade is being closed.'],
    [503, 'exchange.unavailable', 'The price could not be asked.'],
  ])('says why they are refused: %i %s', async (status, code, detail) => {
    refusing(status, code, { detail });
    const { user, dialog, show, confirm } = await openDialog();
    await user.click(show);
    expect(await within(dialog).findByText(detail)).toBeVisible();
    expect(confirm).toBeDisabled();
  });

  it('says so when they are refused only once they were confirmed', async () => {
    answering();
    const { user, dialog, field, show, confirm } = await openDialog();
    await user.click(show);
    await waitFor(() => {
      expect(confirm).toBeEnabled();
    });
    refusing(409, 'trade.changed', { detail: '0.0125 of the trade is open by now, not 0.025; nothing was done.' });
    await user.click(confirm);
    expect(await within(dialog).findByText(/nothing was done/)).toBeVisible();
    expect(within(dialog).getByText('Leave this and open it again to see what is open.')).toBeVisible();
    await user.type(field('Target 2 at'), '5');
    expect(within(dialog).queryByRole('alert')).not.toBeInTheDocument();
  });
});
