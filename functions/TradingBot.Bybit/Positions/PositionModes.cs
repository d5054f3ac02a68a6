using System.Collections.Concurrent;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Positions;

/// <summary>
/// What is known of each symbol's position mode; every position row and order shown by the exchange teaches it. Unknown counts as one-way.
/// </summary>
internal sealed class PositionModes
{
    private readonly ConcurrentDictionary<(Category Category, Symbol Symbol), PositionMode> _known = new();

    public PositionMode Of(Category category, Symbol symbol) => _known.GetValueOrDefault((category, symbol), PositionMode.OneWay);

    public void Learn(Category category, Symbol symbol, PositionMode mode) => _known[(category, symbol)] = mode;

    public void Learn(Category category, Symbol symbol, PositionLeg shown) =>
        Learn(category, symbol, shown == PositionLeg.Net ? PositionMode.OneWay : PositionMode.Hedge);
}
