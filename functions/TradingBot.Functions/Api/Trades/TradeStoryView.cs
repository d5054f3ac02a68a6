using System.Diagnostics.CodeAnalysis;
using TradingBot.Core.Accounts;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>One trade with its whole story.</summary>
public sealed record TradeStoryView : TradeView
{
    [SetsRequiredMembers]
    private TradeStoryView(TradeStory story, AccountSnapshot? snapshot)
        : base(Of(story.Trade, snapshot))
    {
        Orders = [.. story.Orders.Select(order => OrderView.Of(order, story.Trade))];
        WaitingQuantity = EntryOrders.Find(story.Trade, story.Orders) is { First: var entry } && !entry.Status.IsFinal()
            ? Math.Max(0m, entry.Quantity - Math.Max(entry.FilledQuantity, story.Trade.FilledQuantity))
            : 0m;
        Fills = [.. story.Fills.Select(FillView.Of)];
        FundingPayments = [.. story.Funding.Select(payment => FundingView.Of(payment, story.Trade.Direction, story.Fills))];
        Profit = ProfitView.Of(story);
        Levels = PriceLevelView.Of(this);
        Events = [.. story.Events.Select(EventView.Of)];
    }

    public IReadOnlyList<OrderView> Orders { get; }

    /// <summary>What of the entry still waits to be filled.</summary>
    [Unit(Unit.Quantity)]
    public decimal WaitingQuantity { get; }

    public IReadOnlyList<FillView> Fills { get; }

    public IReadOnlyList<FundingView> FundingPayments { get; }

    /// <summary>How the result comes about; null before the first entry fill.</summary>
    public ProfitView? Profit { get; }

    /// <summary>The prices that matter to the trade, from high to low.</summary>
    public IReadOnlyList<PriceLevelView> Levels { get; }

    public IReadOnlyList<EventView> Events { get; }

    public static TradeStoryView Of(TradeStory story, AccountSnapshot? snapshot) => new(story, snapshot);
}
