import type { Draft } from './draft';
import { readAliases, readPairs } from './draft';
import type { FieldName } from './fields';
import { isChosen } from './options';
import { lacksStop } from './stop';
import { stopMoveFaults } from './stop-moves';
import { closeTooMuch, describeLeft, lacksDistance } from './targets';

type TargetPath = `takeProfits[${number}].${'distance' | 'close'}`;

export type DraftFaults = Partial<Record<FieldName | TargetPath, string | undefined>>;

/** What is wrong before the bot is even asked. The bot checks everything else, and these again. */
export function checkDraft(draft: Draft, takenKeys: readonly string[]): DraftFaults {
  const faults: DraftFaults = {};
  const key = draft.key.trim();
  if (key === '') faults.key = 'Give it a key, such as trend-follower.';
  if (takenKeys.includes(key)) faults.key = 'Another strategy has this key already; saving would replace it.';
  if (draft.symbols.trim() === '') faults.symbols = 'Name at least one symbol, such as BTCUSDT.';
  if (readAliases(draft.symbolAliases).some(([chart, symbol]) => chart === '' || symbol === '')) {
    faults.symbolAliases = 'Write the chart and its symbol, such as BINANCE:BTCUSDT.P = BTCUSDT.';
  }
  if (readPairs(draft.alertCodes).some(([code, meaning]) => code === '' || meaning === '')) {
    faults.alertCodes = 'Write each code and what it means, such as EXIT-ALL_btc = exitAll.';
  }
  if (isChosen(draft) && draft.optionValue.trim() === '') faults.optionValue = 'Say which strike is to be taken.';
  const hasLeverage = draft.category !== 'spot' && draft.category !== 'option';
  if (draft.autoLeverage && hasLeverage && draft.leverage.trim() === '') {
    faults.leverage = 'Give the most that it may take, or switch off that it is lowered.';
  }
  if (lacksStop(draft)) faults.stopValue = 'Every strategy needs a stop: without one the bot refuses each entry.';
  const rows = draft.takeProfits;
  Object.assign(faults, stopMoveFaults(draft, rows.length));
  for (const [index, row] of rows.entries()) {
    if (lacksDistance(row))
      faults[`takeProfits[${index}].distance`] = 'Say how far it is from the entry, or remove it.';
    if (rows.length > 1 && row.close.trim() === '') {
      faults[`takeProfits[${index}].close`] = 'Say how much of the position it closes.';
    }
  }
  if (closeTooMuch(rows)) faults.takeProfits = describeLeft(rows);
  return faults;
}
