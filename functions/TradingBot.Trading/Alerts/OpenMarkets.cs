using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Alerts;

/// <summary>
/// Finds what an alert closes that cannot be taken as it is, because its symbol is none of the strategy's any more or because the entry it
/// also asks for is refused. It is judged by what stands open, and not by today's settings of the strategy.
/// </summary>
public sealed class OpenMarkets(ITradeLedger ledger, ISignalJournal journal)
{
    /// <summary>The alert for the market it means, and that market's category; null when it closes nothing there.</summary>
    public async Task<(SignalReading.Readable Exit, Category Category)?> FindAsync(
        SignalReading.Readable alert, bool isSymbolKnown, Strategy strategy, CancellationToken token)
    {
        var signal = alert.Signal;
        var text = signal.SymbolText ?? string.Empty;
        foreach (var market in await ListAsync(strategy, token))
        {
            if (!(isSymbolKnown && market.Symbol == signal.Symbol) && !IsNamed(market, text))
                continue;
            var exit = signal with { Symbol = market.Symbol };
            if (exit.IsExit(strategy) || market.Directions.Any(direction => Closes(exit, strategy, direction)))
                return (alert with { Signal = exit }, market.Category);
        }

        return null;
    }

    /// <summary>
    /// The newest alert that opened what the strategy holds in the symbol, or may be opening it this moment, if it arrived after that
    /// moment; null when there is none.
    /// </summary>
    public async Task<SignalId?> FindOpenerAsync(Strategy strategy, Symbol symbol, DateTimeOffset after, CancellationToken token) =>
        (await ListAsync(strategy, token))
            .Where(market => market.Symbol == symbol && market.Directions.Count > 0 && market.OpenerReceivedAt > after)
            .MaxBy(static market => market.OpenerReceivedAt)?.Opener;

    /// <summary>
    /// What stays open because of an alert whose symbol cannot be taken, when it asks to close or would close what the strategy holds; null
    /// when it is an entry, or nothing is open.
    /// </summary>
    public async Task<RefusedExit?> FindRefusedAsync(Signal signal, Strategy strategy, CancellationToken token)
    {
        var open = await HeldAsync(strategy, token);
        var isExit = signal.IsExit(strategy) || open.Exists(trade => Closes(signal, strategy, trade.Stance));
        return isExit && open.Count > 0 ? Refused(signal.SymbolText, isCertain: true, open) : null;
    }

    /// <summary>What stays open because an alert that can be read is turned away; null when it would have closed nothing.</summary>
    public async Task<RefusedExit?> FindTurnedAwayAsync(
        SignalReading.Readable alert, bool isSymbolKnown, Strategy strategy, CancellationToken token) =>
        !isSymbolKnown || await FindAsync(alert, isSymbolKnown, strategy, token) is not null
            ? await FindRefusedAsync(alert.Signal, strategy, token)
            : null;

    /// <summary>What stays open because of an alert that cannot be read, which may be an exit; null when nothing is open.</summary>
    /// <param name="symbol">The symbol as the alert spells it; null: it names none that can be read.</param>
    /// <param name="strategy">Whose alert it is.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task<RefusedExit?> FindUnreadAsync(string? symbol, Strategy strategy, CancellationToken token) =>
        await HeldAsync(strategy, token) is { Count: > 0 } open ? Refused(symbol, isCertain: false, open) : null;

    private async Task<List<TradeRecord>> HeldAsync(Strategy strategy, CancellationToken token) =>
        [.. (await ledger.ListUnfinishedAsync(token)).Where(trade => trade.Strategy == strategy.Key.Value)];

    private static RefusedExit Refused(string? symbol, bool isCertain, List<TradeRecord> open) =>
        new(symbol, isCertain, [.. open.Select(static trade => trade.Holding)]);

    // Open trades, then alerts that may be opening one this moment. These are read first, in the order of their life: one that moves on
    // meanwhile is met again at the next station.
    private async Task<List<Market>> ListAsync(Strategy strategy, CancellationToken token)
    {
        var opening = await ListOpeningAsync(strategy, token);
        var markets = new List<Market>();
        foreach (var trade in (await ledger.ListUnfinishedAsync(token)).Where(trade => trade.Strategy == strategy.Key.Value))
        {
            var opener = await journal.FindAsync(trade.SignalId, token);
            markets.Add(new Market(trade.SignalSymbol, trade.Category, opener?.Signal?.SymbolText, [trade.Stance])
            {
                Opener = trade.SignalId,
                OpenerReceivedAt = opener?.ReceivedAt,
                Traded = trade.Symbol,
            });
        }

        return [.. markets, .. opening];
    }

    private async Task<List<Market>> ListOpeningAsync(Strategy strategy, CancellationToken token)
    {
        var markets = new List<Market>();
        // A reversal that has closed and not opened yet is accepted and has no trade.
        foreach (var status in (SignalStatus[])[SignalStatus.Received, SignalStatus.Accepted])
        {
            var waiting = new SignalFilter(strategy.Key.Value, status);
            foreach (var record in (await journal.ListAsync(waiting, new PageRequest(PageRequest.MaxLimit), token)).Items)
            {
                if (record is { TradeId: null, Signal: { } signal, Category: { } category })
                {
                    markets.Add(new Market(signal.Symbol, category, signal.SymbolText, MayOpen(signal, strategy))
                    {
                        Opener = record.Id,
                        OpenerReceivedAt = record.ReceivedAt,
                    });
                }
            }
        }

        return markets;
    }

    private static IReadOnlyList<Direction> MayOpen(Signal signal, Strategy strategy) => signal.EntryRefusal is not null ? [] :
    [
        .. new Direction?[] { null, Direction.Long, Direction.Short }
            .Select(held => SignalInterpreter.Interpret(signal, strategy, held))
            .Select(static intention => intention switch
            {
                Intention.Open open => open.Direction,
                Intention.Reverse reverse => reverse.Direction,
                _ => (Direction?)null,
            })
            .OfType<Direction>()
            .Distinct(),
    ];

    private static bool IsNamed(Market market, string text) =>
        AlertSymbol.MayMean(text, market.Symbol)
        || (market.Traded is { } traded && AlertSymbol.MayMean(text, traded))
        || string.Equals(market.SymbolText, text, StringComparison.OrdinalIgnoreCase);

    private static bool Closes(Signal signal, Strategy strategy, Direction direction) =>
        SignalInterpreter.Interpret(signal, strategy, direction) is Intention.Close or Intention.Reverse;

    private sealed record Market(Symbol Symbol, Category Category, string? SymbolText, IReadOnlyList<Direction> Directions)
    {
        /// <summary>What is held there, where a trade is open.</summary>
        public Symbol? Traded { get; init; }

        public required SignalId Opener { get; init; }

        public required DateTimeOffset? OpenerReceivedAt { get; init; }
    }
}
