using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Strategies;

/// <summary>The text to paste into the message box of a TradingView strategy alert.</summary>
public static class AlertTemplate
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="token">The strategy's webhook token; left out, a reminder stands in its place.</param>
    public static string For(Strategy strategy, string? token = null)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        var template = new JsonObject
        {
            ["secret"] = token ?? "PASTE-THE-WEBHOOK-TOKEN-HERE",
            ["symbol"] = "{{exchange}}:{{ticker}}",
            ["interval"] = "{{interval}}",
            ["barTime"] = "{{time}}",
            ["firedAt"] = "{{timenow}}",
            ["price"] = "{{close}}",
            ["action"] = "{{strategy.order.action}}",
            ["orderId"] = "{{strategy.order.id}}",
            ["contracts"] = "{{strategy.order.contracts}}",
            ["orderPrice"] = "{{strategy.order.price}}",
            ["position"] = "{{strategy.market_position}}",
            ["positionSize"] = "{{strategy.market_position_size}}",
            ["prevPosition"] = "{{strategy.prev_market_position}}",
            ["prevPositionSize"] = "{{strategy.prev_market_position_size}}",
        };
        if (strategy.OrderType == OrderType.Limit) template["limitPrice"] = "{{strategy.order.price}}";
        return template.ToJsonString(Readable);
    }
}
