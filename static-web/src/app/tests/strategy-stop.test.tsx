import { screen, waitFor } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { editStrategy } from '@/testing/edit-strategy';
import { problem, world } from '@/testing/handlers';
import { saving } from '@/testing/saving';
import { server } from '@/testing/server';

const byRange = { atr: '2', atrLength: 20, atrInterval: 'hour4' };

describe('The stop of a strategy', () => {
  it.each([
    ['in percent', { percent: '2', note: 'kept' }],
    ['by the range', { ...byRange, note: 'kept' }],
    ['by bars of a later version', { ...byRange, atrInterval: 'minute45' }],
    ['as a later version measures it', { chandelier: '3' }],
  ])('goes back as it came while nobody touches it: %s', async (_, stopLoss) => {
    const saved = saving();
    const { save } = await editStrategy({ stopLoss });
    await save();
    expect(await screen.findByText('Saved.')).toBeVisible();
    expect(saved[0]?.stopLoss).toEqual(stopLoss);
  });

  it('is measured by the range of the bars that are chosen', async () => {
    const saved = saving();
    const { choice, choose, container, field, fill, save } = await editStrategy();
    expect(choice('Stop measured in')).toHaveDisplayValue('% of price');
    expect(choice('Stop measured in')).not.toHaveAccessibleDescription();
    expect(screen.queryByLabelText(/^Stop ATR/)).not.toBeInTheDocument();

    await choose('Stop measured in', 'ATR multiples');
    await fill('Stop loss', '2.5');
    expect(field('Stop ATR length')).toHaveValue('14');
    await fill('Stop ATR length', '20');
    await choose('Stop ATR bar', '4 hours');
    expect(field('Stop loss')).toHaveAccessibleName(/× ATR$/);
    expect(choice('Stop measured in')).toHaveAccessibleDescription(/counts 20 bars of 4 hours when/);
    expect(await violationsIn(container)).toEqual([]);

    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.stopLoss).toEqual({ ...byRange, atr: '2.5' });
  });

  it('keeps its bars when only its distance changes, and loses them with its measure', async () => {
    const saved = saving();
    const { choose, fill, save } = await editStrategy({ stopLoss: { ...byRange, note: 'kept' } });
    await fill('Stop loss', '3');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.stopLoss).toEqual({ ...byRange, atr: '3', note: 'kept' });

    await choose('Stop measured in', '% of price');
    await save();
    await waitFor(() => {
      expect(saved).toHaveLength(2);
    });
    expect(saved[1]?.stopLoss).toEqual({ percent: '3' });
  });

  it('may be of a later version, and is then asked for only when it is replaced', async () => {
    const saved = saving();
    const { choice, choose, field, fill, save } = await editStrategy({ stopLoss: { chandelier: '3' } });
    expect(choice('Stop measured in')).toHaveDisplayValue('As stored');
    expect(screen.queryByRole('textbox', { name: /^Stop loss/ })).not.toBeInTheDocument();
    await choose('Stop measured in', 'ATR multiples');
    await save();
    expect(field('Stop loss')).toHaveFocus();
    expect(field('Stop loss')).toHaveAccessibleDescription(/Every strategy needs a stop/);
    expect(saved).toEqual([]);

    await fill('Stop loss', '2');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.stopLoss).toEqual({ atr: '2', atrLength: 14, atrInterval: 'hour1' });
  });

  it('shows the bot’s faults at the fields they name', async () => {
    server.use(
      http.put('/api/strategies/:key', () =>
        problem(400, 'strategy.invalid', {
          errors: {
            stopLoss: ['must be an object.'],
            'stopLoss.atr': ['is too wide.'],
            'stopLoss.atrLength': ['must be at most 200.'],
            'stopLoss.atrInterval': ['is no bar.'],
          },
        }),
      ),
    );
    const { choice, field, save } = await editStrategy({ stopLoss: byRange });
    await save();
    await waitFor(() => {
      expect(field('Stop loss')).toHaveAccessibleDescription(/Is too wide\.$/);
    });
    expect(choice('Stop measured in')).toHaveAccessibleDescription(/Must be an object\.$/);
    expect(field('Stop ATR length')).toHaveAccessibleDescription('Must be at most 200.');
    expect(choice('Stop ATR bar')).toHaveAccessibleDescription('Is no bar.');
    expect(screen.queryByText(/^stopLoss/)).not.toBeInTheDocument();
  });

  it('cannot be changed by a viewer', async () => {
    world.roles = ['viewer'];
    const { choice, field } = await editStrategy({ stopLoss: byRange });
    expect(choice('Stop measured in')).toBeDisabled();
    expect(field('Stop loss')).toBeDisabled();
    expect(field('Stop ATR length')).toBeDisabled();
    expect(choice('Stop ATR bar')).toBeDisabled();
  });
});
