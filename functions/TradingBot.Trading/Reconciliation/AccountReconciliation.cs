using Microsoft.Extensions.Options;
using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Trading.Reconciliation;

/// <summary>
/// Compares the exchange with the ledger: positions of linear perpetuals and of every category with an unfinished trade, and the coins of
/// spot trades. What can be healed (a missing stop, an external close) is healed by the trade's own follow-up; this tells the trader once
/// of every difference that stands, and marks it resolved when it is gone.
/// </summary>
public sealed class AccountReconciliation(
    IExchange exchange, ITradeLedger ledger, FillSynchronizer fills, SpotHoldings spot,
    IDiscrepancyStore discrepancies, INotificationStore notices, TimeProvider time, IOptions<TradingOptions> options)
{
    // Fills and positions of the exchange do not change in the same instant; younger trades are still settling down.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(20);

    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; nothing is concluded from that.</exception>
    public async Task RunAsync(CancellationToken token)
    {
        // Ledger and exchange cannot be read in the same instant, so a difference counts only when it stands after the books were brought
        // up to date.
        var found = await LookAsync(token);
        if (found.Count > 0)
        {
            await BringUpToDateAsync(found, token);
            var again = await LookAsync(token);
            found = [.. again.Where(discrepancy => found.Any(first => IsSame(first, discrepancy)))];
        }

        var now = time.GetUtcNow();
        foreach (var discrepancy in found)
        {
            if (await discrepancies.ReportAsync(discrepancy, now, token))
                await notices.NotifyAsync(Discrepancies.Notice(discrepancy), now, token);
        }

        await discrepancies.ResolveOthersAsync(DiscrepancyKinds.OfPositions, found, now, token);
    }

    private async Task<IReadOnlyList<Discrepancy>> LookAsync(CancellationToken token)
    {
        var trades = await ledger.ListUnfinishedAsync(token);
        var found = new List<Discrepancy>();
        foreach (var category in PositionCategories.From(trades.Select(static trade => trade.Category)))
        {
            var positions = await exchange.GetPositionsAsync(category, symbol: null, token).RequireAsync();
            found.AddRange(Compare(category, positions, [.. trades.Where(trade => trade.Category == category)]));
        }

        return [.. found, .. await spot.CompareAsync(
            [.. trades.Where(trade => trade.Category == Category.Spot && IsSettledDown(trade))], token)];
    }

    private async Task BringUpToDateAsync(IReadOnlyList<Discrepancy> found, CancellationToken token)
    {
        foreach (var id in found.Select(static discrepancy => discrepancy.TradeId).OfType<TradeId>().Distinct())
        {
            if (await ledger.FindAsync(id, token) is { IsUnfinished: true } trade)
                await fills.RunAsync(trade, token);
        }
    }

    private static bool IsSame(Discrepancy first, Discrepancy second) =>
        first.Kind == second.Kind && first.Category == second.Category && first.Symbol == second.Symbol && first.TradeId == second.TradeId;

    private IEnumerable<Discrepancy> Compare(
        Category category, IReadOnlyList<ExchangePosition> positions, IReadOnlyList<TradeRecord> trades)
    {
        foreach (var position in positions.Where(position => trades.All(trade => trade.Symbol != position.Symbol)))
        {
            yield return Discrepancies.UnknownPosition(
                category, position.Symbol, position.Direction, position.Quantity, position.StopLoss);
        }

        foreach (var trade in trades.Where(IsSettledDown))
        {
            var position = positions.FirstOrDefault(candidate => candidate.Symbol == trade.Symbol
                && candidate.Direction == trade.Direction);
            var (symbol, id, direction, quantity) = (trade.Symbol, trade.Id, trade.Direction, trade.OpenQuantity);
            if (position is null)
                yield return Discrepancies.MissingPosition(category, symbol, id, direction, quantity);
            else if (position.Quantity != quantity)
                yield return Discrepancies.QuantityMismatch(category, symbol, id, direction, quantity, position.Quantity);
            // As looks have seen it: what the last one before a pause saw is nothing that stands.
            if (trade.CloseRequestedAt is null && trade.StopSeenMissingFor > TimeSpan.FromSeconds(options.Value.ProtectWithinSeconds))
                yield return Discrepancies.StopMissing(category, symbol, id);
        }
    }

    // Neither its opening, nor adding to it, nor closing it or a part of it, nor its delivery is only on its way.
    private bool IsSettledDown(TradeRecord trade)
    {
        var now = time.GetUtcNow();
        return trade is { OpenQuantity: > 0, Reduction: null, Addition: null } && !OptionDelivery.IsExpected(trade, now)
            && now - (trade.OpenedAt ?? now) > SettlingTime
            && (trade.CloseRequestedAt is not { } asked || now - asked > SettlingTime);
    }
}
