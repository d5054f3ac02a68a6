using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Tests.Trading;
using TradingBot.Trading.Alerts;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>Which alert opened what a strategy holds, and what stays open because of one that is refused.</summary>
public sealed class OpenMarketsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string First = "BTCUSDT long, not filled yet";
    private const string Second = "ETHUSDT long, not filled yet";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opener_is_the_newest_alert_in_the_symbol_that_arrived_after_the_moment_and_may_open()
    {
        await using var fixture = await OpenAsync();
        var (markets, strategy) = (MarketsOf(fixture), await StrategyAsync(fixture));
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync());
        var opener = await fixture.Driver.SignalAsync(trade.SignalId);

        Assert.Equal(opener.Id, await OpenerAsync(TradeDriver.Btc, opener.ReceivedAt.AddMilliseconds(-1)));
        Assert.Null(await OpenerAsync(TradeDriver.Btc, opener.ReceivedAt));
        Assert.Null(await OpenerAsync(Symbol.Parse("ETHUSDT"), opener.ReceivedAt.AddMilliseconds(-1)));
        var newer = await fixture.LaterAsync(SignalAction.Sell);
        await fixture.LaterAsync(SignalAction.Close);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var refusal = new Denial(DenialCodes.WebhookInvalid, "The leverage is no number.");
        await fixture.Driver.AlertAsync(signal => signal with { Action = SignalAction.Sell, EntryRefusal = refusal });
        Assert.Equal(newer, await OpenerAsync(TradeDriver.Btc, opener.ReceivedAt.AddMilliseconds(-1)));

        Task<SignalId?> OpenerAsync(Symbol symbol, DateTimeOffset after) => markets.FindOpenerAsync(strategy, symbol, after, Token);
    }

    [Theory]
    [InlineData(AllowedDirection.Both)]
    [InlineData(AllowedDirection.Long)]
    [InlineData(AllowedDirection.Short)]
    public async Task Reversal_that_waits_may_open_the_side_that_the_strategy_allows(AllowedDirection direction)
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.StrategyAsync(strategy => strategy with { Direction = direction });
        var reversal = await fixture.LaterAsync(SignalAction.Reverse);

        var opener = await MarketsOf(fixture).FindOpenerAsync(
            await StrategyAsync(fixture), TradeDriver.Btc, fixture.Clock.GetUtcNow().AddMinutes(-1), Token);

        Assert.Equal(reversal, opener);
    }

    [Theory]
    [InlineData(SignalAction.Close, true)]
    [InlineData(SignalAction.Cancel, true)]
    [InlineData(SignalAction.Sell, true)]
    [InlineData(SignalAction.Reverse, true)]
    [InlineData(SignalAction.Buy, false)]
    public async Task All_that_the_strategy_holds_and_nothing_of_another_one_stays_open_because_of_a_refused_exit(
        SignalAction action, bool isExit)
    {
        await using var fixture = await OpenAsync();
        var signal = new Signal { Symbol = TradeDriver.Btc, SymbolText = "BYBIT:XRPUSDT.P", Action = action };
        var (markets, strategy) = (MarketsOf(fixture), await StrategyAsync(fixture));
        Assert.Null(await markets.FindRefusedAsync(signal, strategy, Token));
        Assert.Null(await markets.FindUnreadAsync("XRP", strategy, Token));
        foreach (var change in (string[])["symbol = 'SOLUSDT', strategy = 'other'", "symbol = 'ETHUSDT'"])
            await database.ExecuteAsync($"update trading.trades set {change} where id = '{await fixture.Driver.ApproveAsync()}'");
        await fixture.Driver.ApproveAsync();

        var refused = await markets.FindRefusedAsync(signal, strategy, Token);
        var unread = await markets.FindUnreadAsync("XRP", strategy, Token);

        Assert.Equal(isExit ? ("BYBIT:XRPUSDT.P", true) : default, (refused?.Symbol, refused?.IsCertain ?? false));
        Assert.Equal(isExit ? [First, Second] : [], (refused?.Open ?? []).Order());
        Assert.Equal(("XRP", false), (unread!.Symbol, unread.IsCertain));
        Assert.Equal([First, Second], unread.Open.Order());
    }

    [Theory]
    [InlineData("Index:Bitcoin", true)]
    [InlineData("INDEX:ETHER", false)]
    public async Task Market_is_known_by_the_spelling_of_the_alert_that_opens_it_in_any_case_of_its_letters(string text, bool isFound)
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.AlertAsync(static signal => signal with { Action = SignalAction.Buy, SymbolText = "INDEX:BITCOIN" });
        var close = new SignalReading.Readable(
            new Signal { Symbol = Symbol.Parse("ETHUSDT"), SymbolText = text, Action = SignalAction.Close }, []);

        var found = await MarketsOf(fixture).FindAsync(close, isSymbolKnown: false, await StrategyAsync(fixture), Token);

        Assert.Equal(isFound, found is not null);
        if (found is var (exit, category))
            Assert.Equal((TradeDriver.Btc, Category.Linear, text), (exit.Signal.Symbol, category, exit.Signal.SymbolText));
    }

    [Fact]
    public async Task Market_that_is_open_comes_before_one_that_an_alert_of_the_same_name_is_opening()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.DecideAsync(await fixture.Driver.AlertAsync(Buy));
        await fixture.Driver.AlertAsync(Buy, category: Category.Spot);
        var close = new SignalReading.Readable(
            new Signal { Symbol = Symbol.Parse("ETHUSDT"), SymbolText = "INDEX:BITCOIN", Action = SignalAction.Close }, []);

        var found = await MarketsOf(fixture).FindAsync(close, isSymbolKnown: false, await StrategyAsync(fixture), Token);

        Assert.Equal(Category.Linear, found?.Category);

        static Signal Buy(Signal signal) => signal with { Action = SignalAction.Buy, SymbolText = "INDEX:BITCOIN" };
    }

    private static OpenMarkets MarketsOf(TradingFixture fixture) => new(fixture.Ledger, fixture.Service<ISignalJournal>());

    private static async Task<Strategy> StrategyAsync(TradingFixture fixture) =>
        (await fixture.Service<IStrategyStore>().FindAsync(SampleStrategy.Create().Key, Token))!.Strategy;

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
