using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Randomness;

namespace TradingBot.PaperExchange.Prices;

/// <summary>Depth around the price: one tick of room on each side, sizes that look alive and depend on the level alone.</summary>
internal static class SyntheticBook
{
    private const decimal NotionalPerLevel = 200_000m;

    public static JsonArray Level(MarketState market, Side side, int level)
    {
        var instrument = market.Instrument;
        var away = level * instrument.TickSize;
        var price = side == Side.Buy ? Math.Max(instrument.TickSize, market.Bid - away) : market.Ask + away;
        return [instrument.PriceText(price), instrument.QtyText(Size(market, side, price))];
    }

    public static decimal Size(MarketState market, Side side, decimal price)
    {
        var random = new SeededRandom((ulong)(price / market.Instrument.TickSize) ^ ((ulong)side << 40));
        var notional = NotionalPerLevel * (0.5m + (decimal)random.NextUnit());
        return Math.Max(market.Instrument.QtyStep, market.Instrument.QtyWorth(notional, price));
    }
}
