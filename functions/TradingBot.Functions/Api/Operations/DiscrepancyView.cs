using TradingBot.Core.Markets;
using TradingBot.Core.Operations;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Where the exchange and our ledger disagreed.</summary>
public sealed record DiscrepancyView(
    long Id, DateTimeOffset At, [property: Catalogue(typeof(DiscrepancyKinds))] string Kind, Category Category, string Symbol,
    Guid? TradeId, string Message, bool Healed, DateTimeOffset? ResolvedAt)
{
    public static DiscrepancyView Of(DiscrepancyRecord record) => new(
        record.Id,
        record.At,
        record.Discrepancy.Kind,
        record.Discrepancy.Category,
        record.Discrepancy.Symbol.Value,
        record.Discrepancy.TradeId?.Value,
        record.Discrepancy.Message,
        record.Discrepancy.IsHealed,
        record.ResolvedAt);
}
