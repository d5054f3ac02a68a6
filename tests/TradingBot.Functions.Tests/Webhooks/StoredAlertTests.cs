using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Tests.Trading;
using TradingBot.Trading.Alerts;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>What is written down of a call, taken or refused, how much of it, and for whom.</summary>
public sealed class StoredAlertTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string Secret = "Qm9vbS1ib29tLWJvb20-dGhpcyBpcyBhIHRva2VuIQx";

    private static readonly Denial Foreign = new(DenialCodes.WebhookAddressNotAllowed, "Calls from there are not accepted.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, false)]
    [InlineData(Category.Spot, true)]
    public async Task Alert_is_written_down_with_its_strategys_market_its_sender_and_its_moment(Category category, bool isDry)
    {
        await using var fixture = await OpenAsync(strategy => strategy with
        {
            Category = category,
            Leverage = category == Category.Spot ? null : strategy.Leverage,
            Direction = AllowedDirection.Long,
            DryRun = isDry,
        });
        var call = Call(fixture, "\"action\":\"buy\",\"symbol\":\"BTCUSDT\",\"colour\":1");

        var taken = Assert.IsType<AlertOutcome.Stored>(await Receiver(fixture).ReceiveAsync(call, Token));
        await Receiver(fixture).ReceiveAsync(call with { Body = $"{Secret} buy" }, Token);

        Assert.Equal(["colour"], taken.IgnoredFields);
        Assert.Equal((false, null), (taken.Receipt.IsDuplicate, taken.EntryRefusal));
        var rows = await RowsAsync(fixture);
        Assert.Equal([SignalStatus.Denied, SignalStatus.Received], rows.Select(static row => row.Status).Order().Reverse());
        Assert.All(rows, row => Assert.Equal(
            ("sample", "tradingbot", category, isDry, "192.0.2.7", call.ReceivedAt),
            (row.Strategy, row.Source, row.Category!.Value, row.DryRun, row.RemoteIp, row.ReceivedAt)));
        var kept = rows.Single(row => row.Id == taken.Receipt.Id);
        Assert.Equal(("colour", "BTCUSDT"), (Assert.Single(kept.IgnoredFields), kept.Signal!.SymbolText));
    }

    [Fact]
    public async Task Of_many_long_names_that_are_ignored_fifty_beginnings_are_kept_and_told()
    {
        await using var fixture = await OpenAsync();
        var many = string.Join(',', Enumerable.Range(0, 60).Select(static field => $"\"f{field:00}{new string('x', 70)}\":1"));

        var taken = Assert.IsType<AlertOutcome.Stored>(await SendAsync(fixture, $"\"action\":\"buy\",\"symbol\":\"BTCUSDT\",{many}"));

        var kept = (await fixture.Driver.SignalAsync(taken.Receipt.Id)).IgnoredFields;
        Assert.Equal(50, kept.Count);
        Assert.All(kept, static name => Assert.Equal(64, name.Length));
        Assert.Equal(kept, taken.IgnoredFields);
    }

    [Fact]
    public async Task Name_of_a_strategy_that_is_none_is_kept_up_to_its_64th_character_and_without_the_token()
    {
        await using var fixture = await OpenAsync();

        await Receiver(fixture).ReceiveAsync(
            Call(fixture, "\"action\":\"buy\"") with { Strategy = $"{Secret}{new string('x', 100)}", PathToken = Secret }, Token);

        var row = Assert.Single(await RowsAsync(fixture));
        Assert.Equal((64, null, false), (row.Strategy.Length, row.Category, row.DryRun));
        Assert.DoesNotContain(Secret, row.Strategy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_exits_are_counted_by_themselves_and_twenty_of_a_minute_are_written_down()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.ApproveAsync();
        var receiver = Receiver(fixture);
        for (var alert = 0; alert < 60; alert++)
            await receiver.ReceiveAsync(Call(fixture, "\"action\":\"hold\",\"symbol\":\"BTCUSDT\""), Token);
        for (var stranger = 0; stranger < 25; stranger++)
            await receiver.ReceiveAsync(Call(fixture, "\"action\":\"buy\"") with { Strategy = "nobody" }, Token);
        var before = await CountAsync();

        for (var exit = 0; exit < 25; exit++)
        {
            var refused = await receiver.ReceiveAsync(Call(fixture, "\"action\":\"hold\",\"symbol\":\"BTCUSDT\""), Token);
            Assert.InRange(Assert.IsType<AlertOutcome.TooMany>(refused).RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        }

        Assert.Equal(20, await CountAsync() - before);
    }

    [Theory]
    [InlineData(Secret, 20)]
    [InlineData("another-token-of-good-length", 0)]
    public async Task Twenty_exits_of_a_minute_that_are_turned_away_are_written_down_of_who_has_the_token(string given, int kept)
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.ApproveAsync();
        var (receiver, before) = (Receiver(fixture), await CountAsync());

        for (var exit = 0; exit < 25; exit++)
            await receiver.TurnAwayAsync(Call(fixture, "\"action\":\"close\",\"symbol\":\"BTCUSDT\"", given), Foreign, Token);

        Assert.Equal(kept, await CountAsync() - before);
        Assert.Equal(kept, (await RowsAsync(fixture)).Count(static row => row.Reason == Foreign || row.Reason?.Message == Foreign.Message));
    }

    [Fact]
    public async Task Token_is_masked_in_why_an_entry_is_refused_and_in_the_symbol_of_a_refused_exit()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.ApproveAsync();

        var reversal = await SendAsync(
            fixture, $"\"action\":\"sell\",\"position\":\"short\",\"symbol\":\"BTCUSDT\",\"leverage\":\"{Secret}\"");
        var exit = await SendAsync(fixture, $"\"action\":\"close\",\"symbol\":\"{Secret}\"");

        Assert.DoesNotContain(Secret[..40], Assert.IsType<AlertOutcome.Stored>(reversal).EntryRefusal!, StringComparison.Ordinal);
        Assert.All(
            Assert.IsType<AlertOutcome.Faulty>(exit).Faults,
            static fault => Assert.DoesNotContain(Secret[..40], fault.Message, StringComparison.Ordinal));
        Assert.Contains(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "exitRefused");
        foreach (var table in (string[])["signals", "notifications"])
        {
            var shown = await database.ScalarAsync<long>($"select count(*) from trading.{table} t where t::text like '%{Secret[..40]}%'");
            Assert.Equal((table, 0L), (table, shown));
        }
    }

    [Fact]
    public async Task Symbol_of_what_may_have_been_an_exit_is_told_up_to_its_64th_character()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.ApproveAsync();

        await SendAsync(fixture, $"\"action\":\"hold\",\"symbol\":\"{new string('X', 100)}\"");

        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "exitRefused");
        Assert.StartsWith($"An alert for \"{new string('X', 64)}\" could not be read;", told.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_of_all_the_other_strategies_are_masked()
    {
        await using var fixture = await OpenAsync();
        var others = new[] { "a", "m", "z" }.ToDictionary(static key => key, static _ => Secrets.Create());
        foreach (var (key, token) in others)
            await SaveAsync(fixture, SampleStrategy.Create() with { Key = StrategyKey.Parse(key) }, token);

        await SendAsync(fixture, $"\"action\":\"buy\",\"symbol\":\"BTCUSDT\",\"comment\":\"{string.Join(' ', others.Values)}\"");

        var row = Assert.Single(await RowsAsync(fixture));
        Assert.All(others.Values, token => Assert.DoesNotContain(token, row.MaskedBody, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Faulty_alert_for_a_market_in_which_nothing_is_held_is_no_refused_exit_of_another_market()
    {
        await using var fixture = await OpenAsync(static strategy => strategy with
        {
            Symbols = [TradeDriver.Btc, Symbol.Parse("ETHUSDT")],
        });
        await fixture.Driver.ApproveAsync();

        await SendAsync(fixture, "\"action\":\"sell\",\"symbol\":\"ETHUSDT\",\"leverage\":\"cheap\"");

        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "exitRefused");
    }

    [Fact]
    public async Task Exit_that_tells_its_id_is_a_repeat_whatever_was_opened_since()
    {
        await using var fixture = await OpenAsync();
        const string Exit = "\"action\":\"close\",\"symbol\":\"BTCUSDT\",\"id\":\"3\"";
        var first = Assert.IsType<AlertOutcome.Stored>(await SendAsync(fixture, Exit)).Receipt;
        await fixture.Driver.DecideAsync(first.Id);
        await fixture.LaterAsync(SignalAction.Buy);

        var second = Assert.IsType<AlertOutcome.Stored>(await SendAsync(fixture, Exit)).Receipt;

        Assert.Equal((true, first.Id), (second.IsDuplicate, second.Id));
    }

    private static AlertReceiver Receiver(TradingFixture fixture) => new(
        fixture.Service<IStrategyStore>(), fixture.Service<ISignalJournal>(),
        new OpenMarkets(fixture.Ledger, fixture.Service<ISignalJournal>()), new AlertLimits(fixture.Clock));

    private static Task<AlertOutcome> SendAsync(TradingFixture fixture, string fields) =>
        Receiver(fixture).ReceiveAsync(Call(fixture, fields), Token);

    // The database keeps a moment less exactly than the clock tells it.
    private static IncomingAlert Call(TradingFixture fixture, string fields, string given = Secret) => new(
        "sample", null, $"{{\"secret\":\"{given}\",{fields}}}", "192.0.2.7",
        DateTimeOffset.FromUnixTimeMilliseconds(fixture.Clock.GetUtcNow().ToUnixTimeMilliseconds()));

    private static async Task<IReadOnlyList<SignalRecord>> RowsAsync(TradingFixture fixture) =>
        (await fixture.Service<ISignalJournal>().ListAsync(new SignalFilter(), new PageRequest(PageRequest.MaxLimit), Token)).Items;

    private Task<long> CountAsync() => database.ScalarAsync<long>("select count(*) from trading.signals");

    private static Task SaveAsync(TradingFixture fixture, Strategy strategy, string token) =>
        fixture.Service<IStrategyStore>().SaveAsync(strategy, Secrets.Hash(token), fixture.Clock.GetUtcNow(), Token);

    private async Task<TradingFixture> OpenAsync(Func<Strategy, Strategy>? change = null)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        var sample = SampleStrategy.Create() with { Sizing = new Sizing(SizingMode.FixedQuantity, 0.01m), MaxDriftPercent = null };
        await SaveAsync(fixture, change is null ? sample : change(sample), Secret);
        return fixture;
    }
}
