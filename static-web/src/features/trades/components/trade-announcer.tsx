import { useEffect, useRef } from 'react';
import { paths } from '@/config/paths';
import { useAnnouncer } from '@/lib/announcer';
import { sign } from '@/lib/decimal';
import { formatCoin, formatPrice } from '@/lib/format-decimal';
import { usePollOpenTrades } from '../api/get-open-trades';
import { usePollRecentTrades } from '../api/get-recent-trades';
import type { Trade } from '@/generated/zod.gen';
import { ending } from './trade-words';

function opened(trade: Trade): string {
  const at = trade.entryPrice === null ? '' : ` at ${formatPrice(trade.entryPrice)}`;
  return `${trade.symbol} ${trade.side} opened${at}`;
}

function closed(trade: Trade): string {
  if (trade.realizedPnl === null) return `${trade.symbol} ${trade.side}: ${ending(trade)}`;
  const result = sign(trade.realizedPnl) < 0 ? 'loss' : 'gain';
  return `${trade.symbol} ${trade.side} closed, ${result} ${formatCoin(trade.realizedPnl, trade.settleCoin, 'always')}. ${ending(trade)}`;
}

/** What is in the list now and was not a moment ago; the first reading is no news. */
function useNews(trades: readonly Trade[] | undefined, tell: (trade: Trade) => void) {
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (trades === undefined) return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...trades.map(({ id }) => id)]);
    if (before !== null) trades.filter(({ id }) => !before.has(id)).forEach(tell);
  }, [trades, tell]);
}

/** Watches the trades for the whole app and tells what opened and what ended. */
export function TradeAnnouncer() {
  const { announce } = useAnnouncer();
  const open = usePollOpenTrades().data;
  const recent = usePollRecentTrades().data;

  const live = open?.filter(({ status }) => status === 'open');
  useNews(live, (trade) => {
    announce({ text: opened(trade), tone: 'info', to: paths.trade(trade.id) });
  });
  useNews(recent, (trade) => {
    const tone = trade.realizedPnl === null ? 'info' : sign(trade.realizedPnl) < 0 ? 'bad' : 'good';
    announce({ text: closed(trade), tone, to: paths.trade(trade.id) });
  });
  return null;
}
