using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Alerts;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Exits that tell neither time nor id: one that something was opened before, or that failed, is no repeat.</summary>
public sealed class RepeatedExitTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string Secret = "a-webhook-token-of-good-length";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exit_without_a_time_is_no_repeat_while_the_trade_before_is_still_closing()
    {
        await using var fixture = await OpenWithSecretAsync();
        var receiver = Receiver(fixture, fixture.Service<ISignalJournal>());
        await fixture.Driver.DecideAsync((await SendAsync(fixture, receiver, "close")).Id);
        var held = new TradeId((await fixture.Driver.ActAsync((await SendAsync(fixture, receiver, "buy", "1")).Id)).TradeId!.Value);
        await fixture.Driver.LookUntilBookedAsync(held);
        var first = await SendAsync(fixture, receiver, "close");
        Assert.False(first.IsDuplicate);
        Assert.Equal([held.Value], (await fixture.Driver.DecideAsync(first.Id)).Closing);
        var entry = (await SendAsync(fixture, receiver, "buy", "2")).Id;
        Assert.True((await fixture.Driver.DecideAsync(entry)).IsWaiting);

        var second = await SendAsync(fixture, receiver, "close");
        if (!second.IsDuplicate)
            await fixture.Driver.DecideAsync(second.Id);
        await fixture.Driver.LookUntilClosedAsync(held);
        await fixture.Service<SignalEnding>().CompleteAsync(first.Id, Token);
        if (!second.IsDuplicate)
            await fixture.Service<SignalEnding>().CompleteAsync(second.Id, Token);

        var opened = (await fixture.Driver.DecideAsync(entry)).TradeId;
        Assert.True(opened is null, $"Long stays; the exit after it was a duplicate: {second.IsDuplicate}");
    }

    [Fact]
    public async Task Exit_without_a_time_is_no_repeat_when_the_entry_before_it_is_approved_while_it_arrives()
    {
        await using var fixture = await OpenWithSecretAsync();
        await fixture.Driver.DecideAsync((await SendAsync(fixture, Receiver(fixture, fixture.Service<ISignalJournal>()), "close")).Id);
        var entry = (await SendAsync(fixture, Receiver(fixture, fixture.Service<ISignalJournal>()), "buy", "1")).Id;
        var journal = Interrupted<ISignalJournal>.Of(fixture.Service<ISignalJournal>(), nameof(ISignalJournal.ListAsync), async () =>
            Assert.NotNull((await fixture.Driver.DecideAsync(entry)).TradeId));

        var exit = await SendAsync(fixture, Receiver(fixture, journal), "close");

        Assert.False(exit.IsDuplicate, "Long stays; the exit after it was taken for a repeat of the one before it.");
    }

    [Theory]
    // A reversal opens nothing where nothing is held: what it may open depends on what stands by the time it is decided.
    [InlineData("\"action\":\"reverse\"", false)]
    [InlineData("\"action\":\"buy\",\"id\":\"2\"", false)]
    [InlineData("\"action\":\"sell\",\"position\":\"short\"", false)]
    // An entry that is refused closes what it turns round and opens nothing.
    [InlineData("\"action\":\"sell\",\"stopLoss\":-5", true)]
    [InlineData("\"action\":\"cancel\"", true)]
    [InlineData("\"action\":\"sell\",\"position\":\"flat\"", true)]
    public async Task Exit_without_a_time_is_a_repeat_unless_what_came_between_may_open_something(string between, bool isRepeat)
    {
        await using var fixture = await OpenWithSecretAsync();
        var receiver = Receiver(fixture, fixture.Service<ISignalJournal>());
        var held = new TradeId((await fixture.Driver.ActAsync((await SendAsync(fixture, receiver, "buy", "1")).Id)).TradeId!.Value);
        await fixture.Driver.LookUntilBookedAsync(held);
        var first = await SendAsync(fixture, receiver, "close");
        Assert.False((await SendFieldsAsync(fixture, receiver, between)).IsDuplicate);

        var second = await SendAsync(fixture, receiver, "close");

        Assert.Equal((isRepeat, isRepeat), (second.IsDuplicate, second.Id == first.Id));
    }

    [Fact]
    public async Task Exit_that_failed_may_be_sent_again_within_the_minute()
    {
        await using var fixture = await OpenWithSecretAsync();
        var receiver = Receiver(fixture, fixture.Service<ISignalJournal>());
        var held = new TradeId((await fixture.Driver.ActAsync((await SendAsync(fixture, receiver, "buy", "1")).Id)).TradeId!.Value);
        await fixture.Driver.LookUntilBookedAsync(held);
        var first = await SendAsync(fixture, receiver, "close");
        Assert.True(await fixture.Service<SignalEnding>().FailAsync(first.Id, "The database was away.", Token));
        await fixture.PassAsync(TimeSpan.FromSeconds(20));

        Assert.False((await SendAsync(fixture, receiver, "close")).IsDuplicate, "The long stays: the exit is a repeat of one that failed.");
    }

    private static AlertReceiver Receiver(TradingFixture fixture, ISignalJournal journal) => new(
        fixture.Service<IStrategyStore>(), fixture.Service<ISignalJournal>(), new OpenMarkets(fixture.Ledger, journal),
        new AlertLimits(fixture.Clock));

    private static Task<SignalReceipt> SendAsync(TradingFixture fixture, AlertReceiver receiver, string action, string? id = null) =>
        SendFieldsAsync(fixture, receiver, $"\"action\":\"{action}\"" + (id is null ? "" : $",\"id\":\"{id}\""));

    private static async Task<SignalReceipt> SendFieldsAsync(TradingFixture fixture, AlertReceiver receiver, string fields)
    {
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var body = $"{{\"secret\":\"{Secret}\",\"symbol\":\"BTCUSDT\",{fields}}}";
        var call = new IncomingAlert(SampleStrategy.Create().Key.Value, null, body, null, fixture.Clock.GetUtcNow());
        return Assert.IsType<AlertOutcome.Stored>(await receiver.ReceiveAsync(call, Token)).Receipt;
    }

    private async Task<TradingFixture> OpenWithSecretAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        var now = fixture.Clock.GetUtcNow();
        var minute = TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute));
        fixture.Clock.Advance(minute + TimeSpan.FromSeconds(1));
        var strategy = SampleStrategy.Create() with
        {
            Sizing = new Sizing(SizingMode.FixedQuantity, 0.01m),
            MaxDriftPercent = null,
            MaxLagSeconds = 3600,
        };
        await fixture.Service<IStrategyStore>().SaveAsync(strategy, Secrets.Hash(Secret), fixture.Clock.GetUtcNow(), Token);
        return fixture;
    }
}
