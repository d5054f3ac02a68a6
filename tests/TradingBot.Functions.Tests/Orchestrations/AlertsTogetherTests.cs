using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Tests.Trading;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Orchestrations;

/// <summary>Alerts a moment apart end as if they had come minutes apart, also with a slow exchange or a killed process.</summary>
public sealed class AlertsTogetherTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Direction?> Pairs => new()
    {
        { "buy reverse", Direction.Short },
        { "buy sell", Direction.Short },
        { "long short", Direction.Short },
        { "short long", Direction.Long },
        { "buy close", null },
        { "long flat", null },
        { "buy reverse reverse", Direction.Long },
        { "buy close sell", Direction.Short },
        { "long short flat", null },
        { "sell reverse close buy", Direction.Long },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Alerts_a_moment_apart_end_where_they_would_end_minutes_apart(string alerts, Direction? expected)
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        await host.Controls.FaultAsync("/v5/account/wallet-balance", "delayAfter", count: 3, delayMs: 300);
        await host.Controls.FaultAsync("/v5/market/tickers", "delayAfter", count: 3, delayMs: 300);

        await SendAsync(host, alerts);

        await EndsAsync(host, expected);
    }

    [Theory]
    [InlineData("buy reverse")]
    [InlineData("long short")]
    public async Task Process_that_dies_between_two_alerts_changes_nothing_of_it(string alerts)
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        await host.Controls.FaultAsync("/v5/account/wallet-balance", "delayAfter", count: 2, delayMs: 800);
        await SendAsync(host, alerts);

        await host.KillAsync();
        await host.StartAsync();

        await EndsAsync(host, Direction.Short);
        Assert.InRange(await host.Controls.SentEntriesAsync(), 1, 2);
    }

    [Fact]
    public async Task Reversal_of_an_open_position_and_its_close_end_flat_in_either_order_of_work()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);
        await host.Controls.FaultAsync(PaperExchangeControls.Create, "delayAfter", delayMs: 500);

        await SendAsync(host, "reverse close");

        await EndsAsync(host, expected: null);
    }

    [Fact]
    public async Task Alerts_of_other_symbols_do_not_wait_for_each_other()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var eth = Symbol.Parse("ETHUSDT");
        await host.Driver.StrategyAsync(strategy => strategy with
        {
            Symbols = [TradeDriver.Btc, eth],
            Sizing = new Core.Strategies.Sizing(Core.Strategies.SizingMode.FixedQuantity, 0.05m),
        });
        // The first market's decision cannot be made: its price is not told.
        await host.Controls.FaultAsync("/v5/market/tickers", "status", count: 1000, symbol: "BTCUSDT");
        await host.Driver.AlertAsync(SignalAction.Buy);

        var other = await host.Driver.AlertAsync(alert => alert with { Symbol = eth, Action = SignalAction.Buy });

        await host.TradeOfAsync(other, TradingTestHost.IsOpen);
    }

    [Fact]
    public async Task Alert_on_a_trade_that_does_not_close_gets_its_answer_and_asks_rarely()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var open = await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);
        await host.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 1000, retCode: 110094);
        var close = await host.Driver.AlertAsync(SignalAction.Close);
        await host.TradeInAsync(open.Id, static trade => trade.Status == TradeStatus.Closing);
        await Eventually.TrueAsync(
            async () =>
            {
                host.Clock.Advance(TimeSpan.FromSeconds(5));
                return (await host.Driver.SignalAsync(close)).Status == SignalStatus.Completed;
            },
            "The alert never got its answer",
            TimeSpan.FromSeconds(30),
            Token);

        Assert.Equal(DenialCodes.StillClosing, (await host.Driver.SignalAsync(close)).Reason?.Code);
        Assert.Equal(TradeStatus.Closing, (await host.Driver.TradeAsync(open.Id)).Status);
        await host.Controls.HealAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                host.Clock.Advance(TimeSpan.FromSeconds(30));
                return TradingTestHost.IsClosed(await host.Driver.TradeAsync(open.Id));
            },
            "The trade never closed",
            TimeSpan.FromSeconds(30),
            Token);
    }

    private static async Task SendAsync(TradingTestHost host, string alerts)
    {
        foreach (var word in alerts.Split(' '))
        {
            await host.Driver.AlertAsync(alert => word switch
            {
                "long" => alert with { Position = TargetPosition.Long },
                "short" => alert with { Position = TargetPosition.Short },
                "flat" => alert with { Position = TargetPosition.Flat },
                _ => alert with { Action = Enum.Parse<SignalAction>(word, ignoreCase: true) },
            });
        }
    }

    private static async Task EndsAsync(TradingTestHost host, Direction? expected)
    {
        await Eventually.TrueAsync(
            async () => (await host.Driver.PositionAsync())?.Direction == expected && await IsQuietAsync(host),
            $"The position never became {expected?.ToString() ?? "flat"}: {await host.Driver.PositionAsync()}",
            TimeSpan.FromSeconds(20),
            Token);
        if (expected is not null)
            Assert.Equal(0.01m, (await host.Driver.PositionAsync())!.Quantity);
    }

    // Every trade ended or stands guarded, and no alert is still waiting for its decision.
    private static async Task<bool> IsQuietAsync(TradingTestHost host) =>
        (await host.Driver.UnfinishedAsync()).All(TradingTestHost.IsOpen) && await host.UndecidedAsync() == 0;
}
