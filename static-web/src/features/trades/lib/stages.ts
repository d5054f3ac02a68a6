import type { Event } from '@/generated/zod.gen';
import { tradeEventKind } from '@/generated/zod.gen';
import { rowsOf } from '@/lib/words';

/** The stations between an alert and a protected position, as the bot names them. */
const stations = rowsOf(tradeEventKind).flatMap(([kind, { station }]) =>
  station === undefined ? [] : [{ kind, label: station }],
);

export interface Stage {
  from: string;
  to: string;
  milliseconds: number;
}

/** The time between each station and the one reached before it; stations never reached are left out. */
export function stagesOf(events: readonly Event[]): Stage[] {
  const reached = stations
    .flatMap(({ kind, label }) => {
      const event = events.find((candidate) => candidate.kind === kind);
      return event === undefined ? [] : [{ label, at: Date.parse(event.at) }];
    })
    .sort((a, b) => a.at - b.at);
  return reached.slice(1).map((station, index) => {
    const before = reached[index] ?? station;
    return { from: before.label, to: station.label, milliseconds: station.at - before.at };
  });
}
