using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>One price that matters to a trade.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Price">The price.</param>
/// <param name="Close">Targets: the share of the position that is closed there; else null.</param>
/// <param name="Reached">Targets: whether it was reached; else false.</param>
/// <param name="Move">
/// From the entry, of the entry price, positive when it pays for this side; null without an entry and for the entry itself.
/// </param>
public sealed record PriceLevelView(
    LevelKind Kind,
    [property: Unit(Unit.Price)] decimal Price,
    [property: Unit(Unit.Percent)] decimal? Close,
    bool Reached,
    [property: Unit(Unit.Percent)] decimal? Move)
{
    public static IReadOnlyList<PriceLevelView> Of(TradeView trade)
    {
        var levels = trade.TakeProfits.Select(target => Level(trade, LevelKind.Target, target.Price, target)).ToList();
        Add(LevelKind.Stop, trade.StopLoss);
        Add(LevelKind.Entry, trade.EntryPrice);
        Add(LevelKind.Exit, trade.ExitPrice);
        Add(LevelKind.Mark, trade.MarkPrice);
        return [.. levels.OrderByDescending(static level => level.Price)];

        void Add(LevelKind kind, decimal? price)
        {
            if (price is { } known)
                levels.Add(Level(trade, kind, known, target: null));
        }
    }

    private static PriceLevelView Level(TradeView trade, LevelKind kind, decimal price, TargetView? target)
    {
        var away = (price - trade.EntryPrice) * trade.Side.Sign();
        var move = away == 0 ? null : Percent.Of(away, trade.EntryPrice);
        return new PriceLevelView(kind, price, target?.Close, target?.Reached ?? false, move);
    }
}
