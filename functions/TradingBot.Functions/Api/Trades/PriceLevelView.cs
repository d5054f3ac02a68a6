using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>One price that matters to a trade.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Price">The price.</param>
/// <param name="Close">Targets: the share of the position that is closed there; else null.</param>
/// <param name="Move">
/// From the entry, of the entry price, positive when it pays for this side; null without an entry and for the entry itself.
/// </param>
public sealed record PriceLevelView(
    LevelKind Kind,
    [property: Unit(Unit.Price)] decimal Price,
    [property: Unit(Unit.Percent)] decimal? Close,
    [property: Unit(Unit.Percent)] decimal? Move)
{
    public static IReadOnlyList<PriceLevelView> Of(TradeView trade)
    {
        var levels = trade.TakeProfits.Select(target => Level(trade, LevelKind.Target, target.Price, target.Close)).ToList();
        Add(LevelKind.Stop, trade.StopLoss);
        Add(LevelKind.Entry, trade.EntryPrice);
        Add(LevelKind.Exit, trade.ExitPrice);
        Add(LevelKind.Mark, trade.MarkPrice);
        return [.. levels.OrderByDescending(static level => level.Price)];

        void Add(LevelKind kind, decimal? price)
        {
            if (price is { } known)
                levels.Add(Level(trade, kind, known, close: null));
        }
    }

    private static PriceLevelView Level(TradeView trade, LevelKind kind, decimal price, decimal? close)
    {
        var away = (price - trade.EntryPrice) * trade.Side.Sign();
        return new PriceLevelView(kind, price, close, away == 0 ? null : Percent.Of(away, trade.EntryPrice));
    }
}
