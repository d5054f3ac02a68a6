import { screen, waitFor } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { editStrategy } from '@/testing/edit-strategy';
import { problem, world } from '@/testing/handlers';
import { saving } from '@/testing/saving';
import { server } from '@/testing/server';

const byRange = { mode: 'atrRisk', value: '1', atrLength: 20, atrInterval: 'hour4' };
const following = { mode: 'followContracts', value: '2', maxQuantity: '0.5' };
const lowering = () => screen.getByRole('checkbox', { name: /^Lower leverage/ });

describe('How much a strategy trades', () => {
  it.each([
    ['a risk', { mode: 'riskPercent', value: '0.75', note: 'kept' }],
    ['by the range', { ...byRange, note: 'kept' }],
    ['the alert’s contracts', { ...following, note: 'kept' }],
    ['the alert’s contracts, without a bound', { mode: 'followContracts', value: '2' }],
    ['as a later version sizes', { mode: 'kellyCriterion', value: '0.5', atrLength: 3, maxQuantity: '9' }],
  ])('goes back as it came while nobody touches it: %s', async (_, sizing) => {
    const saved = saving();
    const { save } = await editStrategy({ sizing, slippagePercent: '0.05', autoLeverage: true });
    await save();
    expect(await screen.findByText('Saved.')).toBeVisible();
    expect(saved[0]).toMatchObject({ sizing, slippagePercent: '0.05', autoLeverage: true });
    expect(saved[0]?.sizing).toEqual(sizing);
  });

  it('tells what becomes of a position when an alert is of the other side', async () => {
    const saved = saving();
    const { choice, choose, save } = await editStrategy();
    expect(choice('Opposite alert')).toHaveAccessibleDescription('Closes what is held, and opens the other side.');
    await choose('Opposite alert', 'Close only');
    expect(choice('Opposite alert')).toHaveAccessibleDescription('Closes what is held, and opens nothing.');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ oppositeAlert: 'closeOnly' });
  });

  it('may hang on the range of the bars that are chosen', async () => {
    const saved = saving();
    const { choice, choose, container, field, fill, save } = await editStrategy({
      sizing: { mode: 'fixedQuantity', value: '3', note: 'of another way' },
    });
    expect(screen.queryByLabelText(/^Sizing ATR/)).not.toBeInTheDocument();
    await choose('Sizing', 'Risk per ATR, percent of equity');
    expect(field('Value')).toHaveAccessibleName(/%$/);
    expect(field('Value')).toHaveAccessibleDescription(/wherever the stop lies/);
    expect(field('Sizing ATR length')).toHaveValue('14');
    expect(choice('Sizing ATR bar')).toHaveDisplayValue('1 hour');
    await fill('Sizing ATR length', '30');
    expect(choice('Sizing')).toHaveAccessibleDescription(/counts 30 bars of 1 hour when/);
    expect(await violationsIn(container)).toEqual([]);
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.sizing).toEqual({ mode: 'atrRisk', value: '3', atrLength: 30, atrInterval: 'hour1' });
  });

  it('is sent with only the edits changed', async () => {
    const saved = saving();
    const { choose, save } = await editStrategy({ sizing: { ...byRange, note: 'kept' } });
    await choose('Sizing ATR bar', '1 day');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.sizing).toEqual({ ...byRange, atrInterval: 'day1', note: 'kept' });
  });

  it('sends nothing of the way that it had before', async () => {
    const saved = saving();
    const { choose, fill, save } = await editStrategy({ sizing: { ...byRange, note: 'of another way' } });
    await choose('Sizing', 'Follow the alert’s contracts');
    await fill('At most', '0.5');
    await save();
    await screen.findByText('Saved.');
    await choose('Sizing', 'Risk, percent of equity');
    await save();
    await waitFor(() => {
      expect(saved).toHaveLength(2);
    });
    expect(saved.map(({ sizing }) => sizing)).toEqual([
      { ...following, value: '1' },
      { mode: 'riskPercent', value: '1' },
    ]);
  });

  it('follows the alert’s contracts without a bound where none is given', async () => {
    const saved = saving();
    const { fill, save } = await editStrategy({ sizing: following });
    await fill('At most', '');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.sizing).toEqual({ mode: 'followContracts', value: '2' });
  });

  it('names the unit of its value by way and market', async () => {
    const { choose, field, fill } = await editStrategy({ sizing: { mode: 'riskAmount', value: '50' } });
    expect(field('Value')).toHaveAccessibleName(/USDT$/);
    await fill('Symbols', 'btcperp');
    expect(field('Value')).toHaveAccessibleName(/USDC$/);
    await choose('Market', 'Inverse');
    await fill('Symbols', 'btcusd');
    expect(field('Value')).toHaveAccessibleName(/BTC$/);
    await fill('Symbols', 'BTCUSD, ETHUSD');
    expect(field('Value')).toHaveAccessibleName(/coins$/);
    await choose('Sizing', 'Position, fixed quantity');
    expect(field('Value')).toHaveAccessibleName(/USD contracts$/);
    expect(field('Value')).not.toHaveAccessibleDescription();
    await choose('Sizing', 'Follow the alert’s contracts');
    expect(field('Value')).toHaveAccessibleName(/×$/);
    expect(field('At most')).toHaveAccessibleName(/USD contracts$/);
    await choose('Market', 'Linear');
    expect(field('At most')).toHaveAccessibleName(/coins$/);
  });

  it('shows a way that is newer than this dashboard by its name', async () => {
    const { choice, field } = await editStrategy({ sizing: { mode: 'kellyCriterion', value: '0.5' } });
    expect(choice('Sizing')).toHaveDisplayValue('Kelly criterion');
    expect(field('Value')).toHaveAccessibleName('Value');
  });

  it('counts slippage, which is none where it is empty', async () => {
    const saved = saving();
    const { field, fill, save } = await editStrategy();
    expect(field('Slippage')).toHaveValue('');
    await fill('Slippage', '0.05');
    await save();
    await screen.findByText('Saved.');
    await fill('Slippage', '');
    await save();
    await waitFor(() => {
      expect(saved).toHaveLength(2);
    });
    expect(saved.map(({ slippagePercent }) => slippagePercent)).toEqual(['0.05', '0']);
  });

  it('lowers the leverage by itself only from one that is given', async () => {
    const saved = saving();
    const { field, fill, save, user } = await editStrategy();
    expect(field('Leverage')).not.toHaveAccessibleDescription();
    await user.click(lowering());
    expect(field('Leverage')).toHaveAccessibleDescription('The most that is taken.');
    await fill('Leverage', '');
    await save();
    expect(field('Leverage')).toHaveFocus();
    expect(field('Leverage')).toHaveAccessibleDescription(/^The most that is taken\. Give the most that it may take/);
    expect(saved).toEqual([]);

    await fill('Leverage', '10');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ leverage: '10', autoLeverage: true });
  });

  it('has no leverage to lower on the spot market', async () => {
    const saved = saving();
    const { choose, field, save } = await editStrategy({ leverage: null, autoLeverage: true });
    await choose('Market', 'Spot');
    expect(lowering()).toBeDisabled();
    expect(lowering()).not.toBeChecked();
    expect(field('Leverage')).toHaveAccessibleDescription('Spot has none.');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ category: 'spot', leverage: null, autoLeverage: false });
  });

  it('shows the bot’s faults at the fields they name', async () => {
    server.use(
      http.put('/api/strategies/:key', () =>
        problem(400, 'strategy.invalid', {
          errors: {
            'sizing.value': ['is a percent of equity; it must be at most 100.'],
            'sizing.atrLength': ['must be at most 200.'],
            'sizing.atrInterval': ['is no bar.'],
            slippagePercent: ['must be at most 10.'],
            autoLeverage: ['needs leverage.'],
          },
        }),
      ),
    );
    const { choice, field, save } = await editStrategy({ sizing: byRange });
    await save();
    await waitFor(() => {
      expect(field('Value')).toHaveAccessibleDescription(/Is a percent of equity; it must be at most 100\.$/);
    });
    expect(field('Sizing ATR length')).toHaveAccessibleDescription('Must be at most 200.');
    expect(choice('Sizing ATR bar')).toHaveAccessibleDescription('Is no bar.');
    expect(field('Slippage')).toHaveAccessibleDescription(/Must be at most 10\.$/);
    expect(field('Leverage')).toHaveAccessibleDescription('Needs leverage.');
    expect(screen.queryByText(/^(sizing|autoLeverage)/)).not.toBeInTheDocument();
  });

  it('cannot be changed by a viewer', async () => {
    world.roles = ['viewer'];
    const { choice, field } = await editStrategy({ sizing: byRange });
    for (const control of [choice('Sizing'), field('Value'), field('Sizing ATR length'), field('Slippage'), lowering()])
      expect(control).toBeDisabled();
  });
});
