using System.Text.Json.Nodes;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;

namespace TradingBot.Trading.Exchange;

/// <summary>The data beside a line of a trade's story.</summary>
internal static class TradeEventData
{
    public static JsonObject Data(params (string Name, object? Value)[] values)
    {
        var data = new JsonObject();
        foreach (var (name, value) in values)
        {
            data[name] = value switch
            {
                null => null,
                decimal number => DecimalText.Write(number),
                _ => value.ToString(),
            };
        }

        return data;
    }

    public static JsonObject Of(ExchangeError error) => Data(("code", error.Code), ("message", error.Message));
}
