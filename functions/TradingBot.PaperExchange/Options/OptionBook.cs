using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Randomness;

namespace TradingBot.PaperExchange.Options;

/// <summary>Depth of an option: a level each tick from the quote on, with sizes that depend on the level alone.</summary>
internal static class OptionBook
{
    public const int Levels = 25;
    private const decimal NotionalPerLevel = 200_000m;

    public static JsonArray Side(OptionQuote quote, Instrument row, Side side, int levels)
    {
        var book = new JsonArray();
        for (var level = 0; level < levels; level++)
        {
            var price = side == Protocol.Side.Buy ? quote.Bid - level * row.TickSize : quote.Ask + level * row.TickSize;
            if (price <= 0)
                break;
            book.Add(new JsonArray(row.PriceText(price), Wire.Text(Size(price, row, side, quote.Index))));
        }

        return book;
    }

    public static decimal Size(decimal price, Instrument row, Side side, decimal index)
    {
        var random = new SeededRandom((ulong)(price / row.TickSize) ^ ((ulong)side << 40) ^ ((ulong)row.SymbolId << 44));
        return Math.Max(row.QtyStep, row.FloorToStep(NotionalPerLevel * (0.5m + (decimal)random.NextUnit()) / index));
    }
}
