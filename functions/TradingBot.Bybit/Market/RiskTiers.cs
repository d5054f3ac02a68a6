using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Market;

/// <summary>Margin terms of futures by position value; public, kept for half a day.</summary>
internal sealed class RiskTiers(BybitReader reader, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(12);

    private readonly SharedReads<(Category Category, Symbol Symbol), IReadOnlyList<RiskTier>> _tiers = new(MaxAge, time);

    public Task<ExchangeResult<IReadOnlyList<RiskTier>>> GetAsync(Category category, Symbol symbol, CancellationToken token) =>
        category is Category.Linear or Category.Inverse
            ? _tiers.GetAsync((category, symbol), () => ReadAsync(category, symbol), token)
            : Task.FromResult<ExchangeResult<IReadOnlyList<RiskTier>>>(new ExchangeResult<IReadOnlyList<RiskTier>>.Success([]));

    private async Task<ExchangeResult<IReadOnlyList<RiskTier>>> ReadAsync(Category category, Symbol symbol)
    {
        var rows = await reader.ReadPagesAsync(
            Endpoints.RiskLimit, category, Query.For(category, symbol), BybitJson.Default.WirePageWireRiskTier, CancellationToken.None);
        return rows.Map(all => (IReadOnlyList<RiskTier>)
            [.. all.Where(row => row.Symbol == symbol.Value).Select(ToTier).OrderBy(static tier => tier.Limit)]);
    }

    private static RiskTier ToTier(WireRiskTier row)
    {
        var rate = WireValue.Required(WireValue.Positive(row.MaintenanceMargin), "maintenanceMargin");
        // Rates come as fractions and, in published answers, as percents. The initial margin tells which: it is the leverage's reciprocal.
        var isPercent = row is { InitialMargin: { } initial, MaxLeverage: { } leverage } && initial * leverage > 10m;
        return new RiskTier(
            WireValue.Required(WireValue.Positive(row.RiskLimitValue), "riskLimitValue"),
            isPercent ? rate / 100 : rate,
            row.MmDeduction ?? 0m);
    }
}
