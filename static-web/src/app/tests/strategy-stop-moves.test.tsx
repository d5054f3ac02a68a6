import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { editStrategy } from '@/testing/edit-strategy';
import { problem, world } from '@/testing/handlers';
import { saving } from '@/testing/saving';
import { server } from '@/testing/server';

const halves = [
  { percent: '3', close: '50' },
  { r: '2.5', close: '50' },
];

/** The editor of a strategy with these rules. */
async function edit(rules: object = {}) {
  const editor = await editStrategy({ takeProfits: halves, ...rules });
  return {
    ...editor,
    breakEven: screen.getByRole('group', { name: 'Break-even' }),
    trailing: screen.getByRole('group', { name: 'Trailing stop' }),
  };
}

const told = (group: HTMLElement) =>
  document.getElementById(group.getAttribute('aria-describedby') ?? '')?.textContent.replaceAll('\u202f', ' ');

describe('How the stop of a strategy moves', () => {
  it.each([
    ['not at all', null, null],
    ['after a price', { at: { r: '1' }, offset: '0.1' }, { percent: '2', activation: { percent: '1.5' } }],
    ['after targets', { at: { target: 1 }, offset: '0' }, { targets: true, activation: { target: 2 } }],
    [
      'by the bars',
      { at: { percent: '1' }, offset: null },
      { atr: '3', atrLength: 20, atrInterval: 'hour4', activation: null },
    ],
    ['by a difference', null, { distance: '1500', activation: { r: '1' } }],
    [
      'as a later version does',
      { at: { bars: 3, note: 'kept' }, offset: '0', note: 'kept' },
      { chandelier: '3', activation: { bars: 2 } },
    ],
  ])('goes back as it came while nobody touches it: %s', async (_, breakEven, trailing) => {
    const saved = saving();
    const { save } = await edit({ breakEven, trailing });
    await save();
    expect(await screen.findByText('Saved.')).toBeVisible();
    expect(saved[0]?.breakEven).toEqual(breakEven);
    expect(saved[0]?.trailing).toEqual(trailing);
  });

  it('is off at first, and tells in words what it will do', async () => {
    const saved = saving();
    const { breakEven, trailing, container, choose, fill, save } = await edit();
    expect(within(breakEven).getAllByRole('combobox')).toHaveLength(1);
    expect(within(breakEven).queryByRole('textbox')).not.toBeInTheDocument();
    expect(told(breakEven)).toMatch(/^Off/);
    expect(told(trailing)).toMatch(/^Off/);

    await choose('Goes to break-even', 'At a price in R');
    expect(told(breakEven)).toBe('Then the stop goes to break-even, fees included.');
    await fill('Break-even at', '1');
    expect(told(breakEven)).toBe('At 1 R the stop goes to break-even, fees included.');
    await fill('Break-even offset', '0.1');
    expect(told(breakEven)).toBe('At 1 R the stop goes to break-even, fees included, and 0.1 % of the entry further.');

    await choose('Trailing follows', 'Percent of the price');
    await fill('Trailing distance', '2');
    expect(told(trailing)).toBe('The stop follows 2 % behind the best price, from the entry on.');
    await choose('Trailing starts', 'At a price in R');
    await fill('Trailing starts at', '1');
    expect(told(trailing)).toBe('The stop follows 2 % behind the best price, from 1 R on.');
    expect(await violationsIn(container)).toEqual([]);

    await save();
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({
      breakEven: { at: { r: '1' }, offset: '0.1' },
      trailing: { percent: '2', activation: { r: '1' } },
    });
  });

  it('is sent with only the edits changed', async () => {
    const saved = saving();
    const { choose, fill, save } = await edit({
      breakEven: { at: { r: '1', note: 'kept' }, offset: '0' },
      trailing: { percent: '2', activation: { r: '1', note: 'kept' } },
    });
    await fill('Break-even offset', '0.2');
    await choose('Trailing follows', 'ATR multiples');
    await fill('Trailing distance', '3');
    await fill('Trailing ATR length', '20');
    await choose('Trailing ATR bar', '4 hours');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]?.breakEven).toEqual({ at: { r: '1', note: 'kept' }, offset: '0.2' });
    expect(saved[0]?.trailing).toEqual({
      atr: '3',
      atrLength: 20,
      atrInterval: 'hour4',
      activation: { r: '1', note: 'kept' },
    });
  });

  it('may wait for a target and follow the targets', async () => {
    const saved = saving();
    const { breakEven, trailing, choose, fill, save } = await edit();
    await choose('Goes to break-even', 'After a target');
    await fill('Break-even after target', '1');
    expect(told(breakEven)).toBe('After target 1 the stop goes to break-even, fees included.');
    await choose('Trailing follows', 'The targets');
    expect(told(trailing)).toBe('After each target the stop goes to the one before it, after the first to break-even.');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({
      breakEven: { at: { target: 1 }, offset: null },
      trailing: { targets: true, activation: null },
    });
  });

  it('is switched off', async () => {
    const saved = saving();
    const { choose, save } = await edit({
      breakEven: { at: { r: '1' }, offset: '0' },
      trailing: { percent: '2', activation: null },
    });
    await choose('Goes to break-even', 'Off');
    await choose('Trailing follows', 'Off');
    await save();
    await screen.findByText('Saved.');
    expect(saved[0]).toMatchObject({ breakEven: null, trailing: null });
  });

  it('is not sent while it says too little', async () => {
    const saved = saving();
    const { user, choose, choice, field, fill, save } = await edit({ takeProfits: [{ percent: '4', close: '100' }] });
    await choose('Goes to break-even', 'After a target');
    await fill('Break-even after target', '2');
    await choose('Trailing follows', 'The targets');
    await choose('Trailing starts', 'At a price in %');
    await save();
    expect(field('Break-even after target')).toHaveFocus();
    expect(field('Break-even after target')).toHaveAccessibleDescription(/Give the number of a target, from 1 to 1\./);
    expect(choice('Trailing follows')).toHaveAccessibleDescription(/two or more/);
    expect(field('Trailing starts at')).toHaveAccessibleDescription('Give a number above 0.');

    await choose('Trailing follows', 'Price distance');
    await fill('Trailing distance', '0');
    expect(choice('Trailing follows')).toBeValid();
    expect(field('Trailing distance')).toBeInvalid();
    await user.click(screen.getByRole('button', { name: 'Remove target 1' }));
    expect(field('Break-even after target')).toHaveAccessibleDescription(/There is no target to wait for/);
    expect(saved).toEqual([]);
  });

  it('shows the bot’s faults at the fields they name', async () => {
    server.use(
      http.put('/api/strategies/:key', () =>
        problem(400, 'strategy.invalid', {
          errors: {
            breakEven: ['waits for a target that is not there.'],
            'breakEven.at.r': ['is too far.'],
            'breakEven.offset': ['must be at most 10.'],
            trailing: ['follows too little.'],
            'trailing.atr': ['is too wide.'],
            'trailing.atrLength': ['must be at most 200.'],
            'trailing.atrInterval': ['is no bar.'],
            'trailing.activation.percent': ['is too near.'],
          },
        }),
      ),
    );
    const { choice, field, save, container } = await edit({
      breakEven: { at: { r: '1' }, offset: '11' },
      trailing: { atr: '3', atrLength: 200, atrInterval: 'hour1', activation: { percent: '1' } },
    });
    await save();
    await waitFor(() => {
      expect(field('Break-even at')).toHaveAccessibleDescription('Is too far.');
    });
    expect(choice('Goes to break-even')).toHaveAccessibleDescription('Waits for a target that is not there.');
    expect(field('Break-even offset')).toHaveAccessibleDescription(/Must be at most 10\.$/);
    expect(choice('Trailing follows')).toHaveAccessibleDescription('Follows too little.');
    expect(field('Trailing distance')).toHaveAccessibleDescription('Is too wide.');
    expect(field('Trailing ATR length')).toHaveAccessibleDescription('Must be at most 200.');
    expect(choice('Trailing ATR bar')).toHaveAccessibleDescription('Is no bar.');
    expect(choice('Trailing starts')).toBeValid();
    expect(field('Trailing starts at')).toHaveAccessibleDescription('Is too near.');
    expect(screen.queryByText(/^(breakEven|trailing)/)).not.toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('cannot be changed by a viewer', async () => {
    world.roles = ['viewer'];
    const { breakEven, trailing } = await edit({ trailing: { percent: '2', activation: null } });
    const controls = [breakEven, trailing].flatMap((group) => [
      ...within(group).getAllByRole('combobox'),
      ...within(group).queryAllByRole('textbox'),
    ]);
    expect(controls).toHaveLength(4);
    for (const control of controls) expect(control).toBeDisabled();
  });
});
