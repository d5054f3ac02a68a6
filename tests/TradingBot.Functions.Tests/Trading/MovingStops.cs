using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Trades of any market whose stop moves, and where it stands at the exchange.</summary>
internal sealed class MovingStops : IAsyncDisposable
{
    private readonly Category _category;
    private readonly Symbol _symbol;

    private MovingStops(TradingFixture fixture, Category category) =>
        (Fixture, _category, _symbol) = (fixture, category, category == Category.Inverse ? Symbol.Parse("BTCUSD") : TradeDriver.Btc);

    public TradingFixture Fixture { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>0.01 BTC (inverse: 1000 USD) at market at 68,000, stop 2 %, no target.</summary>
    public static async Task<MovingStops> OpenAsync(
        TradingDatabase database, Func<Strategy, Strategy> change, Category category = Category.Linear)
    {
        var stops = new MovingStops(await TradingFixture.OpenAsync(database), category);
        if (category == Category.Inverse)
            await stops.Fixture.Controls.ResetAsync(("BTC", "0.5"));
        await stops.PriceAsync(68_000m);
        await stops.Fixture.Driver.StrategyAsync(strategy => change(Of(strategy with { TakeProfits = [] }, category)));
        return stops;
    }

    private static Strategy Of(Strategy strategy, Category category) => category switch
    {
        Category.Spot => strategy with { Category = Category.Spot, Direction = AllowedDirection.Long, Leverage = null },
        Category.Inverse => strategy with
        {
            Category = Category.Inverse,
            Symbols = [Symbol.Parse("BTCUSD")],
            Sizing = new Sizing(SizingMode.FixedQuantity, 1000m),
        },
        _ => strategy,
    };

    public async Task<TradeRecord> EnterAsync(Direction side = Direction.Long, Func<Signal, Signal>? change = null)
    {
        var action = side == Direction.Long ? SignalAction.Buy : SignalAction.Sell;
        var alert = await Fixture.Driver.AlertAsync(
            signal => (change ?? (static same => same))(signal with { Action = action, Symbol = _symbol }), category: _category);
        var decision = await Fixture.Driver.ActAsync(alert);
        Assert.True(decision.TradeId is not null, $"Denied: {(await Fixture.Driver.SignalAsync(alert)).Reason}");
        var trade = await Fixture.Driver.LookUntilBookedAsync(new TradeId(decision.TradeId.Value));
        // The bar of the entry has prices from before it.
        await Fixture.PassAsync(TimeSpan.FromMinutes(1));
        await RestAsync(trade);
        return await Fixture.Driver.TradeAsync(trade.Id);
    }

    public Task PriceAsync(decimal price) =>
        Fixture.Controls.PriceAsync(price, EnumName(_category), _symbol.Value);

    /// <summary>
    /// Moves the price to that much of the entry, in percent towards the profit, and looks until all stands as it should.
    /// </summary>
    public async Task<TradeRecord> MoveAsync(TradeRecord trade, decimal percent)
    {
        await PriceAsync(At(trade, percent));
        await RestAsync(trade);
        return await Fixture.Driver.TradeAsync(trade.Id);
    }

    public static decimal At(TradeRecord trade, decimal percent) =>
        decimal.Round(trade.EntryPrice!.Value * (1 + (percent * trade.Direction.Sign() / 100)), 1);

    /// <summary>Looks until the exchange holds what the rules want and a look finds nothing to do: it asks for the ordinary rest.</summary>
    public async Task RestAsync(TradeRecord trade)
    {
        await TargetLadders.LookUntilRestedAsync(Fixture, trade);
        await TargetLadders.LookUntilAsync(Fixture, trade, static now => now.AskedStop is null, TimeSpan.FromSeconds(1.1));
        await TargetLadders.LookUntilRestedAsync(Fixture, trade);
    }

    /// <summary>The stop that stands at the exchange for all that is held; null when none does.</summary>
    public async Task<decimal?> StandingAsync()
    {
        if (_category != Category.Spot)
            return (await Fixture.Exchange.GetPositionsAsync(_category, _symbol, Token).RequireAsync()).SingleOrDefault()?.StopLoss;
        var orders = await Fixture.Exchange.GetOpenOrdersAsync(_category, _symbol, Token).RequireAsync();
        return orders.SingleOrDefault(static order => order.TriggerPrice is not null)?.TriggerPrice;
    }

    /// <summary>Moves the stop behind the bot's back.</summary>
    public async Task MoveByHandAsync(TradeRecord trade, decimal stop)
    {
        if (_category != Category.Spot)
        {
            Assert.IsType<SubmitOutcome.Accepted>(
                await Fixture.Exchange.SetTradingStopAsync(new TradingStop(_category, _symbol, stop, TakeProfit: null), Token));
            return;
        }

        var order = await Fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        Assert.IsType<SubmitOutcome.Accepted>(await Fixture.Exchange.AmendOrderAsync(
            new OrderAmendment { LinkId = order.LinkId, Category = _category, Symbol = _symbol, TriggerPrice = stop }, Token));
    }

    public async Task<IReadOnlyList<string>> LinesAsync(TradeRecord trade) =>
        [.. (await Fixture.Driver.StoryAsync(trade.Id)).Where(static kind => kind.StartsWith("stop", StringComparison.Ordinal))];

    public ValueTask DisposeAsync() => Fixture.DisposeAsync();

    private static string EnumName(Category category) => Core.Foundation.EnumNames.Write(category);
}
