using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Alerts that close a part, and the trades they find.</summary>
internal static class PartialExitAlerts
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TradingFixture> OpenAsync(TradingDatabase database, Category category = Category.Linear)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(strategy => category == Category.Spot
            ? strategy with { Category = Category.Spot, Direction = AllowedDirection.Long, Leverage = null }
            : strategy);
        return fixture;
    }

    /// <summary>What stands at the exchange, and its stop.</summary>
    public static async Task<(decimal Quantity, decimal? StopLoss)> StandingAsync(TradingFixture fixture)
    {
        var position = await fixture.Driver.PositionAsync() ?? throw new InvalidOperationException("Nothing stands.");
        return (position.Quantity, position.StopLoss);
    }

    /// <summary>An alert that is decided, once the entry before it is in the books.</summary>
    public static async Task<SignalId> ReduceAsync(TradingFixture fixture, Portion portion, Category category = Category.Linear)
    {
        var alert = await AlertAsync(fixture, portion, category);
        await DecideAsync(fixture, alert);
        return alert;
    }

    /// <summary>Decides an alert, which waits until the entry before it is in the books.</summary>
    public static Task DecideAsync(TradingFixture fixture, SignalId alert) => Eventually.TrueAsync(
        async () =>
        {
            if (!(await fixture.Driver.DecideAsync(alert)).IsWaiting)
                return true;
            foreach (var trade in await fixture.Ledger.ListUnfinishedAsync(Token))
                await fixture.Driver.LookAsync(trade.Id);
            return false;
        },
        "The part was never asked for",
        cancellationToken: Token);

    public static async Task<SignalId> AlertAsync(TradingFixture fixture, Portion portion, Category category = Category.Linear)
    {
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        return await fixture.Driver.AlertAsync(
            signal => signal with { Action = SignalAction.Reduce, Reduce = portion }, category: category);
    }
}
