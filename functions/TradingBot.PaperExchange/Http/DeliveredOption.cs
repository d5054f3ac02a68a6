using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Http;

/// <summary>One option of a delivered series, as delivery-price lists it.</summary>
internal sealed record DeliveredOption(OptionSeries Series, OptionSymbol Symbol, long Seq) : IRow
{
    /// <summary>More than a series has options, so that rows of two series never share a number.</summary>
    private const long SeqPerSeries = 100_000;

    public string Key => Symbol.Text;

    /// <summary>Newest first, as pages want them.</summary>
    public static IEnumerable<DeliveredOption> Of(OptionSeries series) =>
        series.Symbols().Select((symbol, index) => new DeliveredOption(series, symbol, series.Seq * SeqPerSeries - index));

    public JsonObject Json() => new()
    {
        ["symbol"] = Symbol.Text,
        ["deliveryPrice"] = Wire.Text(Series.DeliveryPrice.GetValueOrDefault()),
        ["deliveryTime"] = Wire.Milliseconds(Series.ExpiresAt),
    };
}
