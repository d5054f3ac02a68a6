using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>Lets a position row through when it says something else than the last one and is not older. Not thread-safe.</summary>
internal sealed class PositionDeduplicator(PositionModes modes)
{
    private readonly Dictionary<(Category Category, Symbol Symbol, PositionLeg Leg), Seen> _last = [];

    /// <summary>Positions last seen open, by index.</summary>
    public IReadOnlyList<(Category Category, Symbol Symbol, PositionLeg Leg)> Open =>
        [.. _last.Where(static pair => pair.Value.Position is not null).Select(static pair => pair.Key)];

    /// <exception cref="WireFormatException">The row lacks what a position must have.</exception>
    public ExchangeEvent.PositionChanged? Read(Category category, WirePosition row)
    {
        var symbol = WireValue.Symbol(row.Symbol);
        var leg = PositionIndex.ToLeg(row.PositionIdx);
        modes.Learn(category, symbol, leg);
        var now = new Seen(row.Seq, row.UpdatedTime, PositionMapping.IsOpen(row) ? row.ToPosition(category) : null);
        var isKnown = _last.TryGetValue((category, symbol, leg), out var last);
        if (isKnown && now.IsOlderThan(last!))
            return null;

        _last[(category, symbol, leg)] = now;
        // Flat and never seen otherwise is no change.
        return now.Position == last?.Position ? null : new ExchangeEvent.PositionChanged(category, symbol, leg, now.Position);
    }

    /// <summary>Takes a leg for flat, which says nothing of the symbol's mode; null when it was not seen open.</summary>
    public ExchangeEvent.PositionChanged? Close(Category category, Symbol symbol, PositionLeg leg)
    {
        if (!_last.TryGetValue((category, symbol, leg), out var last) || last.Position is null)
            return null;
        _last[(category, symbol, leg)] = last with { Position = null };
        return new ExchangeEvent.PositionChanged(category, symbol, leg, Position: null);
    }

    private sealed record Seen(long? Seq, long? UpdatedAt, ExchangePosition? Position)
    {
        // The sequence is the exchange's own order of things; -1 and absence mean that there is none.
        public bool IsOlderThan(Seen other) => (Seq, other.Seq) is ( > 0, > 0) ? Seq < other.Seq : UpdatedAt < other.UpdatedAt;
    }
}
