using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Simulation;

namespace TradingBot.PaperExchange.Sim;

/// <summary>Opens and shuts a symbol for trading.</summary>
internal static class ListingControl
{
    private static readonly string[] Known = [MarketState.Trading, "PreLaunch", "Delivering", "Closed"];

    public static (int, JsonObject) Set(ExchangeSimulator simulator, Fields fields)
    {
        var category = fields.Category();
        var symbol = fields.Required("symbol");
        var status = fields.Required("status");
        if (fields.Fault is { } fault)
            return (400, new JsonObject { ["error"] = fault.Message });
        if (category == Category.Option || InstrumentCatalog.Find(category, symbol) is null)
            return (400, new JsonObject { ["error"] = $"{category.Wire()} {symbol} is not listed." });
        if (!Known.Contains(status))
            return (400, new JsonObject { ["error"] = $"status must be one of {string.Join(", ", Known)}." });
        simulator.SetStatus(category, symbol, status);
        return (200, new JsonObject { ["symbol"] = symbol, ["status"] = status });
    }
}
