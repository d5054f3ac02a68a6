using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Alerts;
using TradingBot.Trading.Exchange;
using static TradingBot.Functions.Tests.Trading.OptionTrades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What alerts of the underlying make of options that are held, and which options they can buy.</summary>
public sealed class OptionAlertFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignalAction.Buy, SignalAction.Sell, OptionKind.Put)]
    [InlineData(SignalAction.Sell, SignalAction.Buy, OptionKind.Call)]
    [InlineData(SignalAction.Sell, SignalAction.Reverse, OptionKind.Call)]
    public async Task Alert_of_the_other_side_closes_what_is_held_and_buys_the_other_kind(
        SignalAction first, SignalAction second, OptionKind kind)
    {
        await using var fixture = await OpenAsync(database);
        var held = await OpenTradeAsync(fixture, first);
        await fixture.PassAsync(TimeSpan.FromSeconds(1));

        var alert = await AlertAsync(fixture, second);
        var decision = await fixture.Driver.DecideAsync(alert);
        Assert.Equal(held.Id.Value, Assert.Single(decision.Closing));
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, held.Id);
        var next = await fixture.Driver.DecideAsync(alert, held.Id.Value);

        Assert.Equal((CloseReason.Signal, (await ClosedAsync(fixture, held)).Pnl), (closed.CloseReason, closed.RealizedPnl));
        var opened = await fixture.Driver.TradeAsync(new TradeId(next.TradeId!.Value));
        Assert.Equal((kind, Direction.Long), (ContractOf(opened).Kind, opened.Direction));
    }

    [Theory]
    [InlineData(SignalAction.Buy, SignalAction.CloseLong, true)]
    [InlineData(SignalAction.Buy, SignalAction.CloseShort, false)]
    [InlineData(SignalAction.Sell, SignalAction.CloseShort, true)]
    [InlineData(SignalAction.Sell, SignalAction.CloseLong, false)]
    [InlineData(SignalAction.Sell, SignalAction.Close, true)]
    public async Task Exit_of_a_side_closes_the_option_that_stands_for_it(SignalAction entry, SignalAction exit, bool isClosed)
    {
        await using var fixture = await OpenAsync(database);
        var held = await OpenTradeAsync(fixture, entry);
        await fixture.PassAsync(TimeSpan.FromSeconds(1));

        await fixture.Driver.DecideAsync(await AlertAsync(fixture, exit));

        Assert.Equal(isClosed, (await fixture.Driver.TradeAsync(held.Id)).CloseRequestedAt is not null);
    }

    [Theory]
    [InlineData(SignalAction.Buy)]
    [InlineData(SignalAction.Sell)]
    public async Task Same_side_again_buys_no_second_option(SignalAction action)
    {
        await using var fixture = await OpenAsync(database);
        await OpenTradeAsync(fixture, action);
        // Another strike would be chosen by now.
        await PriceAsync(fixture, Market * 1.05m);
        await fixture.PassAsync(TimeSpan.FromSeconds(1));

        var alert = await AlertAsync(fixture, action);
        await fixture.Driver.DecideAsync(alert);

        Assert.Equal(DenialCodes.AlreadyInPosition, (await fixture.Driver.SignalAsync(alert)).Reason?.Code);
        Assert.Single(await fixture.Ledger.ListUnfinishedAsync(Token));
    }

    [Fact]
    public async Task Part_of_an_option_is_closed_by_an_alert_and_the_rest_by_its_stop()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await OpenTradeAsync(fixture);
        await fixture.PassAsync(TimeSpan.FromSeconds(1));

        await PartialExitAlerts.DecideAsync(
            fixture, await AlertAsync(fixture, SignalAction.Reduce, static signal => signal with { Reduce = Portion.Percent(40) }));
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                await fixture.PassAsync(TimeSpan.FromMilliseconds(300));
                return await fixture.Driver.TradeAsync(trade.Id) is { Reduction: null, OpenQuantity: 0.06m };
            },
            "The part was never closed",
            cancellationToken: Token);
        await PriceAsync(fixture, Market * 0.97m);
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        Assert.Equal(CloseReason.StopLoss, closed.CloseReason);
        Assert.Equal((await ClosedAsync(fixture, trade)).Pnl, closed.RealizedPnl);
    }

    [Fact]
    public async Task Contract_that_the_strategy_names_is_bought_by_its_own_alerts()
    {
        await using var fixture = await OpenAsync(database);
        var board = await fixture.Exchange.GetOptionQuotesAsync("BTC", Token).RequireAsync();
        var put = board.First(static quote => quote.Contract.Kind == OptionKind.Put && quote.SpreadPercent < 20).Symbol;
        await fixture.Driver.StrategyAsync(strategy => Bought(strategy) with { Symbols = [put], Option = null });

        var trade = await OpenTradeAsync(fixture, SignalAction.Buy, signal => signal with { Symbol = put });

        Assert.Equal((put, put, Direction.Long, Direction.Long), (trade.Symbol, trade.SignalSymbol, trade.Direction, trade.Stance));
        // Selling it is the way out of it, and never a way in.
        await fixture.PassAsync(TimeSpan.FromSeconds(1));
        await fixture.Driver.DecideAsync(await AlertAsync(fixture, SignalAction.Sell, signal => signal with { Symbol = put }));
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);
        Assert.Equal((CloseReason.Signal, (await ClosedAsync(fixture, trade)).Pnl), (closed.CloseReason, closed.RealizedPnl));
    }

    [Theory]
    [InlineData("days", "expires in 364.9 to 365 days")]
    [InlineData("strike", "near the strike asked for (900000)")]
    [InlineData("spread", "a spread of 0.01 % or less")]
    [InlineData("interest", "an open interest of 1000000 or more")]
    public async Task Alert_is_denied_with_what_is_missing_where_no_option_is_such_as_asked_for(string missing, string words)
    {
        await using var fixture = await OpenAsync(database, strategy => strategy with
        {
            Option = missing switch
            {
                "days" => strategy.Option! with { Days = 365, MinDays = 364.9m, MaxDays = 365 },
                "strike" => strategy.Option! with { OutOfTheMoneyPercent = null, Strike = 900_000 },
                "spread" => strategy.Option! with { MaxSpreadPercent = 0.01m },
                _ => strategy.Option! with { MinOpenInterest = 1_000_000 },
            },
        });

        var alert = await AlertAsync(fixture, SignalAction.Buy);
        await fixture.Driver.DecideAsync(alert);

        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Denied, DenialCodes.OptionNotFound), (record.Status, record.Reason?.Code));
        Assert.Contains(words, record.Reason!.Message, StringComparison.Ordinal);
        Assert.Empty(await fixture.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Option_that_would_be_closed_for_its_expiry_at_once_is_not_chosen()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with
        {
            Option = strategy.Option! with { Days = 2 },
            CloseBeforeExpiryHours = 120,
        });

        var trade = await OpenTradeAsync(fixture);

        Assert.True(trade.CloseBy > fixture.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Exit_that_names_what_is_held_means_the_market_of_its_alerts()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await OpenTradeAsync(fixture, SignalAction.Sell);
        var strategy = (await fixture.Service<IStrategyStore>().FindAsync(StrategyKey.Parse(trade.Strategy), Token))!.Strategy;
        var named = new Signal { Symbol = trade.Symbol, SymbolText = trade.Symbol.Value, Action = SignalAction.Close };

        var found = await new OpenMarkets(fixture.Ledger, fixture.Service<ISignalJournal>())
            .FindAsync(new SignalReading.Readable(named, IgnoredFields: []), isSymbolKnown: false, strategy, Token);

        Assert.Equal((TradeDriver.Btc, Category.Option), (found!.Value.Exit.Signal.Symbol, found.Value.Category));
    }

    [Fact]
    public async Task Option_is_chosen_by_its_delta()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with
        {
            Option = strategy.Option! with { OutOfTheMoneyPercent = null, Delta = 0.25m },
        });

        var trade = await OpenTradeAsync(fixture, SignalAction.Sell);

        var board = await fixture.Exchange.GetOptionQuotesAsync("BTC", Token).RequireAsync();
        var same = board.Where(quote => quote.Contract.Kind == OptionKind.Put && quote.Contract.ExpiresAt == ContractOf(trade).ExpiresAt)
            .ToList();
        Assert.Equal(same.MinBy(static quote => Math.Abs(quote.Delta!.Value + 0.25m))!.Symbol, trade.Symbol);
    }

    [Fact]
    public async Task Underlying_that_left_the_price_of_the_alert_is_no_entry_any_more()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { MaxDriftPercent = 1 });

        var near = await fixture.Driver.DecideAsync(
            await AlertAsync(fixture, SignalAction.Buy, static signal => signal with { Price = Market * 1.009m, DryRun = true }));
        var far = await AlertAsync(fixture, SignalAction.Buy, static signal => signal with { Price = Market * 1.02m });
        await fixture.Driver.DecideAsync(far);

        Assert.Null(near.TradeId);
        Assert.Equal(DenialCodes.Drift, (await fixture.Driver.SignalAsync(far)).Reason?.Code);
    }
}
