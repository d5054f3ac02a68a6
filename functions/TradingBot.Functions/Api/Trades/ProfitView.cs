using TradingBot.Core.Markets;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>
/// How the result of a trade comes about from fills and funding: entry flow plus exit flow is gross, gross less fees and funding is net.
/// </summary>
public sealed record ProfitView
{
    // Half a cent is rounding, more is a disagreement worth a look.
    private const decimal Tolerance = 0.005m;

    /// <summary>The coin of every amount here.</summary>
    public required string Coin { get; init; }

    [Unit(Unit.Quantity)]
    public required decimal EnteredQuantity { get; init; }

    [Unit(Unit.Quantity)]
    public required decimal ExitedQuantity { get; init; }

    /// <summary>Value of the whole entry.</summary>
    [Unit(Unit.SettleCoin)]
    public required decimal EnteredValue { get; init; }

    /// <summary>What the entry of the closed part brought: negative where it was paid.</summary>
    [Unit(Unit.SettleCoin)]
    public required decimal EntryFlow { get; init; }

    /// <summary>What the exit brought: negative where it was paid.</summary>
    [Unit(Unit.SettleCoin)]
    public required decimal ExitFlow { get; init; }

    [Unit(Unit.SettleCoin)]
    public required decimal Gross { get; init; }

    /// <summary>All paid so far, those of the open part too; negative when rebates outweigh them.</summary>
    [Unit(Unit.SettleCoin)]
    public required decimal Fees { get; init; }

    /// <summary>
    /// Of the fees, what was taken in the base coin of a spot trade, in that coin; fees holds it at the price of its fill.
    /// </summary>
    [Unit(Unit.Quantity)]
    public required decimal FeesInBaseCoin { get; init; }

    /// <summary>Paid so far for the trade's part of its position; negative when more was received.</summary>
    [Unit(Unit.SettleCoin)]
    public required decimal Funding { get; init; }

    [Unit(Unit.SettleCoin)]
    public required decimal Net { get; init; }

    /// <summary>The ledger's result less net; null while the ledger has none.</summary>
    [Unit(Unit.SettleCoin)]
    public decimal? Difference { get; init; }

    /// <summary>The difference is not more than half a cent; null while there is none.</summary>
    public bool? Agrees { get; init; }

    public static ProfitView? Of(TradeStory story)
    {
        var trade = story.Trade;
        var pnl = ProfitAndLoss.Of(trade.Category, trade.Direction, trade.SettleCoin, story.Fills, story.Funding);
        if (pnl.EntryQuantity == 0)
            return null;
        var difference = trade.RealizedPnl - pnl.Net;
        // Half a cent in base coin, for what settles in it.
        var tolerance = trade.Category == Category.Inverse && pnl.AverageEntry is { } price ? Tolerance / price : Tolerance;
        return new ProfitView
        {
            Coin = trade.SettleCoin,
            EnteredQuantity = pnl.EntryQuantity,
            ExitedQuantity = pnl.ExitQuantity,
            EnteredValue = pnl.EntryValue,
            EntryFlow = pnl.EntryFlow,
            ExitFlow = pnl.ExitFlow,
            Gross = pnl.Gross,
            Fees = pnl.Fees,
            FeesInBaseCoin = pnl.FeesInBaseCoin,
            Funding = pnl.Funding,
            Net = pnl.Net,
            Difference = difference,
            Agrees = difference is { } known ? Math.Abs(known) <= tolerance : null,
        };
    }
}
