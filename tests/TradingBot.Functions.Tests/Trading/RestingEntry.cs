using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A limit entry that waits at the exchange, whole or in part.</summary>
internal static class RestingEntry
{
    /// <summary>Where the market stands.</summary>
    public const decimal Market = 60_000m;

    /// <summary>A limit that the market does not reach by itself.</summary>
    public const decimal Limit = 59_000m;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TradingFixture> OpenAsync(TradingDatabase database, Func<Strategy, Strategy>? change = null)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        foreach (var category in (string[])["linear", "spot"])
            await fixture.Controls.PriceAsync(Market, category);
        await fixture.Driver.StrategyAsync(strategy => (change ?? (static same => same))(Resting(strategy)));
        return fixture;
    }

    public static Strategy Resting(Strategy strategy) => strategy with { OrderType = OrderType.Limit };

    /// <summary>More than the book holds at one price.</summary>
    public static Strategy Large(Strategy strategy) => strategy with { Sizing = new Sizing(SizingMode.FixedQuantity, 40m) };

    public static Strategy Spot(Strategy strategy) => strategy with
    {
        Category = Category.Spot,
        Leverage = null,
        Direction = AllowedDirection.Long,
        TakeProfits = [],
    };

    /// <summary>A limit entry that the exchange shows.</summary>
    public static async Task<TradeId> RestAsync(TradingFixture fixture, Category category = Category.Linear, decimal limit = Limit)
    {
        var signal = await fixture.Driver.AlertAsync(
            signal => signal with { Action = SignalAction.Buy, LimitPrice = limit }, category: category);
        var trade = new TradeId((await fixture.Driver.ActAsync(signal)).TradeId
            ?? throw new InvalidOperationException($"Denied: {(await fixture.Driver.SignalAsync(signal)).Reason}"));
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        return trade;
    }

    /// <summary>A <see cref="Large"/> entry of which the book has filled a part; the rest waits for the price to come back.</summary>
    public static async Task<(TradeId Trade, decimal Part)> RestInPartAsync(TradingFixture fixture, Category category = Category.Linear)
    {
        var trade = await RestAsync(fixture, category, Market + 0.1m);
        var part = (await fixture.Driver.LookUntilBookedAsync(trade)).FilledQuantity;
        await fixture.Controls.PriceAsync(Market + 100m, EnumNames.Write(category));
        Assert.InRange(part, 0.1m, 39.9m);
        // The order may have been read a moment before the fill that was booked.
        await LookUntilEntryIsAsync(fixture, trade, OrderStatus.PartiallyFilled);
        return (trade, part);
    }

    public static Task LookUntilAsync(TradingFixture fixture, TradeId trade, Func<TradeRecord, bool> wanted) => Eventually.TrueAsync(
        async () =>
        {
            await fixture.Driver.LookAsync(trade);
            return wanted(await fixture.Driver.TradeAsync(trade));
        },
        "The trade never stood as wanted",
        cancellationToken: Token);

    public static Task LookUntilEntryIsAsync(TradingFixture fixture, TradeId trade, OrderStatus status) => Eventually.TrueAsync(
        async () =>
        {
            await fixture.Driver.LookAsync(trade);
            return (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status == status;
        },
        $"The entry never was {status}",
        cancellationToken: Token);
}
