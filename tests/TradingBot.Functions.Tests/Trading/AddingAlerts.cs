using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Alerts that add, and the trades they add to.</summary>
internal static class AddingAlerts
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Symbol SymbolOf(Category category) => Symbol.Parse(category == Category.Inverse ? "BTCUSD" : "BTCUSDT");

    /// <summary>A strategy that adds twice: 0.01 at market (inverse: 500 USD) each time, stop 2 %, target 4 %.</summary>
    public static async Task<TradingFixture> OpenAsync(
        TradingDatabase database, Category category = Category.Linear, Func<Strategy, Strategy>? change = null)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        if (category == Category.Inverse)
            await fixture.Controls.ResetAsync(("BTC", "1"));
        await fixture.Driver.StrategyAsync(strategy =>
        {
            var adding = strategy with { Pyramiding = 2, Category = category, Symbols = [SymbolOf(category)] };
            adding = category switch
            {
                Category.Spot => adding with { Direction = AllowedDirection.Long, Leverage = null },
                Category.Inverse => adding with { Sizing = new Sizing(SizingMode.FixedQuantity, 500m) },
                _ => adding,
            };
            return change?.Invoke(adding) ?? adding;
        });
        return fixture;
    }

    public static Task PriceAsync(TradingFixture fixture, Category category, decimal price) =>
        fixture.Controls.PriceAsync(price, EnumNames.Write(category), SymbolOf(category).Value);

    /// <summary>An approved trade whose entry is not sent yet; at that limit, where its strategy enters by limit orders.</summary>
    public static async Task<TradeId> ApproveAsync(
        TradingFixture fixture, Category category = Category.Linear, SignalAction action = SignalAction.Buy, decimal? limit = null)
    {
        var alert = await fixture.Driver.AlertAsync(
            signal => signal with { Action = action, Symbol = SymbolOf(category), LimitPrice = limit }, category: category);
        var decision = await fixture.Driver.DecideAsync(alert);
        Assert.True(decision.TradeId is not null, $"Denied: {(await fixture.Driver.SignalAsync(alert)).Reason}");
        return new TradeId(decision.TradeId.Value);
    }

    public static async Task<TradeRecord> OpenTradeAsync(
        TradingFixture fixture, Category category = Category.Linear, SignalAction action = SignalAction.Buy)
    {
        var trade = await ApproveAsync(fixture, category, action);
        await fixture.Driver.PlaceAsync(trade);
        return await fixture.Driver.LookUntilBookedAsync(trade);
    }

    /// <summary>TradingView's alert of an order that makes a position larger.</summary>
    public static async Task<SignalId> AlertAsync(
        TradingFixture fixture, Category category = Category.Linear, Direction direction = Direction.Long,
        Func<Signal, Signal>? change = null)
    {
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var side = direction == Direction.Long ? TargetPosition.Long : TargetPosition.Short;
        return await fixture.Driver.AlertAsync(
            signal =>
            {
                var adding = signal with
                {
                    Symbol = SymbolOf(category),
                    Action = direction == Direction.Long ? SignalAction.Buy : SignalAction.Sell,
                    Position = side,
                    PrevPosition = side,
                    PositionSize = 2m,
                    PrevPositionSize = 1m,
                    Contracts = 1m,
                };
                return change?.Invoke(adding) ?? adding;
            },
            category: category);
    }

    /// <summary>Decides an alert, which waits until what came before it has come to rest.</summary>
    public static async Task<SignalId> AddAsync(
        TradingFixture fixture, Category category = Category.Linear, Direction direction = Direction.Long,
        Func<Signal, Signal>? change = null)
    {
        var alert = await AlertAsync(fixture, category, direction, change);
        await PartialExitAlerts.DecideAsync(fixture, alert);
        return alert;
    }

    /// <summary>Looks until nothing is being added, what was is in the books, and the stop stands where it is wanted.</summary>
    public static async Task<TradeRecord> LookUntilAddedAsync(TradingFixture fixture, TradeId trade)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade);
                await fixture.PassAsync(TimeSpan.FromMilliseconds(200));
                var now = await fixture.Driver.TradeAsync(trade);
                return now is { Addition: null, AskedStop: null, EntryWaiting: 0 } && now.FilledQuantity == now.Quantity;
            },
            "The addition never ended",
            cancellationToken: Token);
        return await fixture.Driver.TradeAsync(trade);
    }

    public static async Task<ExchangePosition?> StandingAsync(TradingFixture fixture, Category category = Category.Linear) =>
        (await fixture.Exchange.GetPositionsAsync(category, SymbolOf(category), Token).RequireAsync()).SingleOrDefault();

    public static async Task<IReadOnlyList<OrderRecord>> EntriesAsync(TradingFixture fixture, TradeId trade) =>
        [.. (await fixture.Ledger.ListOrdersAsync(trade, Token)).Where(static order => order.Role == OrderRole.Entry)];
}
