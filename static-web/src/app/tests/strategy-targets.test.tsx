import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { problem, world } from '@/testing/handlers';
import { renderApp } from '@/testing/render-app';
import { saving } from '@/testing/saving';
import { server } from '@/testing/server';
import { aStrategy } from '@/testing/strategy-fixture';

/** The editor of a strategy with these targets. */
async function edit(takeProfits: object[], rules: object = {}) {
  const strategy = aStrategy({ takeProfits, ...rules });
  server.use(http.get('/api/strategies/:key', () => HttpResponse.json(strategy)));
  const { user, container } = renderApp('/strategies/trend');
  const targets = within(await screen.findByRole('group', { name: 'Take-profit targets' }));
  const field = (name: string) => targets.getByLabelText(new RegExp(`^${name}`));
  return {
    user,
    container,
    targets,
    field,
    fill: async (name: string, text: string) => {
      await user.clear(field(name));
      if (text !== '') await user.type(field(name), text);
    },
    add: () => user.click(targets.getByRole('button', { name: 'Add target' })),
    remove: (number: number) => user.click(targets.getByRole('button', { name: `Remove target ${number}` })),
    save: () => user.click(screen.getByRole('button', { name: 'Save changes' })),
  };
}

const halves = [
  { percent: '3', close: '50' },
  { r: '2.5', close: '50' },
];

describe('The targets of a strategy', () => {
  it.each([
    ['none', []],
    ['one', [{ percent: '4', close: '100' }]],
    ['one in multiples of risk', [{ r: '2', close: '100' }]],
    ['one in multiples of the range', [{ atr: '3', atrLength: 7, atrInterval: 'day1', close: '100' }]],
    ['several', [...halves].reverse()],
    [
      'what a later version adds',
      [
        { percent: '4', close: '50', note: 'kept' },
        { chandelier: '2', close: '50' },
      ],
    ],
  ])('go back as they came while nobody touches them: %s', async (_, takeProfits) => {
    const saved = saving();
    const { save } = await edit(takeProfits);
    await save();
    expect(await screen.findByText('Saved.')).toBeVisible();
    expect(saved[0]?.takeProfits).toEqual(takeProfits);
  });

  it('show what is stored, also in multiples of risk', async () => {
    const { field } = await edit(halves);
    expect(field('Target 1 distance')).toHaveValue('3');
    expect(field('Target 1 unit')).toHaveDisplayValue('% of price');
    expect(field('Target 2 distance')).toHaveValue('2.5');
    expect(field('Target 2 unit')).toHaveDisplayValue('R multiples');
    expect(field('Target 2 closes')).toHaveValue('50');
  });

  it('are sent with only the edits changed', async () => {
    const saved = saving();
    const { user, fill, field, save } = await edit([...halves, { chandelier: '2', close: '10' }]);
    await fill('Target 1 close', '33.33');
    await user.selectOptions(field('Target 2 unit'), 'percent');
    await fill('Target 3 distance', '9');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.takeProfits).toEqual([
      { percent: '3', close: '33.33' },
      { percent: '2.5', close: '50' },
      { percent: '9', close: '10' },
    ]);
  });

  it.each([
    [
      'the stop’s bars',
      { stopLoss: { atr: '2', atrLength: 20, atrInterval: 'hour4' } },
      '20 bars of 4 hours',
      [20, 'hour4'],
    ],
    [
      'the trailing stop’s, where the stop has none',
      { trailing: { atr: '3', atrLength: 10, atrInterval: 'day1', activation: null } },
      '10 bars of 1 day',
      [10, 'day1'],
    ],
    ['the usual ones, where neither has any', {}, '14 bars of 1 hour', [undefined, undefined]],
  ])('take %s when they are set in ATR multiples here', async (_, rules, words, [atrLength, atrInterval]) => {
    const saved = saving();
    const own = { atr: '3', atrLength: 7, atrInterval: 'week1', close: '50' };
    const { user, add, fill, field, save } = await edit([own], rules);
    expect(field('Target 1 unit')).toHaveDisplayValue('ATR multiples');
    expect(field('Target 1 unit')).toHaveAccessibleDescription('Of 7 bars of 1 week.');
    await fill('Target 1 distance', '4');
    await add();
    await fill('Target 2 distance', '6');
    expect(field('Target 2 unit')).not.toHaveAccessibleDescription();
    await user.selectOptions(field('Target 2 unit'), 'ATR multiples');
    expect(field('Target 2 unit')).toHaveAccessibleDescription(`Of ${words}.`);
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.takeProfits).toEqual([
      { ...own, atr: '4' },
      { atr: '6', close: '50', atrLength, atrInterval },
    ]);
  });

  it('keep the bars that they were stored with when the stop gets others', async () => {
    const saved = saving();
    const { user, add, fill, field, save } = await edit([], {
      stopLoss: { atr: '2', atrLength: 20, atrInterval: 'hour4' },
    });
    await add();
    await fill('Target 1 distance', '6');
    await user.selectOptions(field('Target 1 unit'), 'ATR multiples');
    await save();
    await screen.findByText('Saved.');
    await user.type(screen.getByLabelText(/^Stop ATR length/), '0');
    expect(field('Target 1 unit')).toHaveAccessibleDescription('Of 20 bars of 4 hours.');
    await save();
    await waitFor(() => {
      expect(saved).toHaveLength(2);
    });
    expect(saved[1]).toMatchObject({ stopLoss: { atrLength: 200 }, takeProfits: [{ atr: '6', atrLength: 20 }] });
  });

  it('are added with the share that is left, and removed', async () => {
    const saved = saving();
    const { add, fill, field, remove, save, targets } = await edit([{ percent: '4', close: '66.67' }]);
    expect(targets.getByText('33.33 % of the position stays open for the stop.')).toBeVisible();
    await add();
    expect(field('Target 2 distance')).toHaveFocus();
    expect(field('Target 2 closes')).toHaveValue('33.33');
    expect(targets.getByText('All of the position is closed by the targets.')).toBeVisible();
    await fill('Target 2 distance', '6');
    await remove(1);
    expect(field('Target 1 distance')).toHaveValue('6');
    expect(targets.getByRole('button', { name: 'Remove target 1' })).toHaveFocus();
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.takeProfits).toEqual([{ percent: '6', close: '33.33' }]);
  });

  it('may be none', async () => {
    const saved = saving();
    const { remove, save, targets } = await edit([{ percent: '4', close: '100' }]);
    await remove(1);
    expect(targets.getByText(/^No target/)).toBeVisible();
    expect(targets.getByRole('button', { name: 'Add target' })).toHaveFocus();
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.takeProfits).toEqual([]);
  });

  it('are ten at most', async () => {
    const { add, field, targets } = await edit(Array.from({ length: 9 }, () => ({ percent: '1', close: '10' })));
    await add();
    expect(field('Target 10 closes')).toHaveValue('10');
    expect(targets.getByRole('button', { name: 'Add target' })).toBeDisabled();
    expect(targets.getByText('10 targets are the most.')).toBeVisible();
  });

  it('are not sent when they close more than there is', async () => {
    const saved = saving();
    const { fill, field, save, targets } = await edit(halves);
    await fill('Target 2 closes', '50.01');
    expect(targets.getByRole('alert')).toHaveTextContent(
      'Together the targets close 100.01 % of the position; at most 100 % can be closed.',
    );
    await save();
    expect(field('Target 1 closes')).toHaveFocus();
    expect(field('Target 2 closes')).toBeInvalid();
    expect(field('Target 2 closes')).toHaveAccessibleDescription(/100\.01\s%/);
    expect(saved).toEqual([]);

    await fill('Target 2 closes', '25');
    expect(targets.queryByRole('alert')).not.toBeInTheDocument();
    expect(targets.getByText('25 % of the position stays open for the stop.')).toBeVisible();
    await save();
    expect(await screen.findByText('Saved.')).toBeVisible();
  });

  it('are not sent while one says too little, which is told at its fields', async () => {
    const saved = saving();
    const { add, fill, field, remove, save } = await edit(halves);
    await add();
    await save();
    expect(field('Target 3 distance')).toHaveFocus();
    expect(field('Target 3 distance')).toHaveAccessibleDescription('Say how far it is from the entry, or remove it.');
    expect(field('Target 3 closes')).toHaveAccessibleDescription('Say how much of the position it closes.');
    await fill('Target 3 distance', '8');
    expect(field('Target 3 distance')).toBeValid();
    await remove(1);
    expect(field('Target 1 closes')).toBeValid();
    expect(field('Target 2 closes')).toBeInvalid();
    expect(saved).toEqual([]);
  });

  it('show the bot’s faults at their rows, also when others go', async () => {
    server.use(
      http.put('/api/strategies/:key', () =>
        problem(400, 'strategy.invalid', {
          errors: {
            takeProfits: ['are too near to each other.'],
            'takeProfits[0].percent': ['is too near.'],
            'takeProfits[1].r': ['is too far.'],
            'takeProfits[1].close': ['is too small.'],
          },
        }),
      ),
    );
    const { container, field, add, remove, save, targets } = await edit(halves);
    await save();
    await waitFor(() => {
      expect(field('Target 1 distance')).toHaveAccessibleDescription('Is too near.');
    });
    expect(field('Target 1 distance')).toHaveFocus();
    expect(field('Target 1 closes')).toBeValid();
    expect(field('Target 2 distance')).toHaveAccessibleDescription('Is too far.');
    expect(field('Target 2 closes')).toHaveAccessibleDescription('Is too small.');
    expect(targets.getByText('Are too near to each other.')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);

    await remove(1);
    await add();
    expect(field('Target 1 distance')).toHaveAccessibleDescription('Is too far.');
    expect(field('Target 2 distance')).toBeValid();
    expect(targets.queryByText('Is too near.')).not.toBeInTheDocument();
  });

  it('cannot be changed by a viewer', async () => {
    world.roles = ['viewer'];
    const { targets } = await edit(halves);
    const controls = [...targets.getAllByRole('textbox'), ...targets.getAllByRole('button')];
    expect(controls).toHaveLength(7);
    for (const control of controls) expect(control).toBeDisabled();
  });
});
