using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Api.Risk;
using TradingBot.Functions.Api.Strategies;
using TradingBot.Functions.Api.Trades;
using TradingBot.Functions.Http;
using TradingBot.Functions.Webhooks;

namespace TradingBot.Functions.Tests.Contract;

/// <summary>Bodies as somebody would send them, and answers to them, compiled against the types they show.</summary>
internal static class ContractExamples
{
    private static readonly Guid Signal = Guid.Parse("01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e11");

    private static readonly Dictionary<Type, object> Instances = new object[]
    {
        new HaltRequest { Reason = "Exchange maintenance.", Flatten = true },
        new ResumeRequest { Reason = "Maintenance is over." },
        new CloseRequest { Reason = "News ahead." },
        new RiskLimitsRequest { MaxOpenTrades = 5, MaxHeatPercent = 3, MaxNotionalToEquity = 2, MaxLeverage = 5, MaxEntriesPerMinute = 10 },
        new StrategyRequest
        {
            Name = "Trend follower",
            Symbols = ["BTCUSDT"],
            Sizing = new SizingView { Mode = SizingMode.RiskPercent, Value = 0.5m },
            StopLoss = new DistanceView { Percent = 2 },
            TakeProfits = [new TakeProfitView { Percent = 4, Close = 100 }],
        },
        new AlertRequest
        {
            Secret = "the webhook token",
            Symbol = "BYBIT:BTCUSDT.P",
            Price = "96410.2",
            Action = "buy",
            Position = "long",
            FiredAt = "2026-03-01T12:00:00Z",
        },
        new WebhookAnswer(Signal, "accepted", Duplicate: false, Ignored: null, EntryRefused: null),
        new CloseAnswer(Signal, "closing"),
        new HaltView(Halted: true, "Exchange maintenance.", Flatten: true, DateTimeOffset.Parse("2026-03-01T12:00:00Z"), "admin"),
    }.ToDictionary(static example => example.GetType());

    public static JsonNode? Of(Type type)
    {
        var node = Instances.TryGetValue(type, out var example) ? JsonSerializer.SerializeToNode(example, type, ApiJson.Options) : null;
        if (node is JsonObject request && type.Name.EndsWith("Request", StringComparison.Ordinal))
        {
            foreach (var absent in request.Where(static field => field.Value is null).Select(static field => field.Key).ToList())
                request.Remove(absent);
        }

        return node;
    }
}
