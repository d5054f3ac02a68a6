using Microsoft.AspNetCore.WebUtilities;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>Where the exchange's clock is an hour ahead: what it is asked goes by its clock, and what is told here by ours.</summary>
public sealed class StreamClockTests
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    [Fact]
    public async Task Greeting_and_lists_go_by_the_exchanges_clock_and_gaps_are_told_by_ours()
    {
        await using var fixture = await OpenAsync();
        await fixture.LiveAsync();
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        var ours = TimeProvider.System.GetUtcNow();
        Assert.Equal(2, fixture.Stub.Streams.Sockets.Count);
        Assert.All(
            fixture.Stub.Streams.Sockets, socket => AssertNear(ours + Ahead, socket.Received[0].GetProperty("args")[1].GetInt64()));
        var lists = fixture.Stub.Requests.Where(static request => request.Path is Executions or History).ToList();
        Assert.NotEmpty(lists);
        Assert.All(
            lists, list => AssertNear(ours + Ahead, long.Parse(QueryHelpers.ParseQuery(list.RawQuery)["startTime"].ToString(), null)));
        Assert.All(fixture.Heard.OfType<ExchangeEvent.Gap>(), gap => AssertNear(ours, gap.At.ToUnixTimeMilliseconds()));
        Assert.All(fixture.Heard.OfType<ExchangeEvent.Recovered>(), live => AssertNear(ours, live.At.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task Wallet_from_before_the_list_was_read_is_known_by_the_exchanges_clock()
    {
        await using var fixture = await OpenAsync();
        await fixture.LiveAsync();

        await fixture.Socket.SendAsync(Wealth(150, Ahead / 2));
        await fixture.Socket.SendAsync(Wealth(170, Ahead + TimeSpan.FromMinutes(1)));

        await fixture.HearAsync(static heard => Told(heard).Contains(170m), "the later wallet");
        Assert.Equal([100m, 170m], Told(fixture.Heard));
    }

    private static Task<StreamFixture> OpenAsync() =>
        StreamFixture.OpenAsync(static stub => stub.When("/v5/market/time", StubReplies.Time(Ahead)));

    private static List<decimal> Told(IEnumerable<ExchangeEvent> heard) =>
        [.. heard.OfType<ExchangeEvent.WalletChanged>().Select(static change => change.Balance.TotalEquity)];

    private static string Wealth(int equity, TimeSpan ahead) => $$"""
        {"topic":"wallet","creationTime":{{(TimeProvider.System.GetUtcNow() + ahead).ToUnixTimeMilliseconds()}},
        "data":[{"totalEquity":"{{equity}}","totalWalletBalance":"{{equity}}","totalPerpUPL":"0","coin":[]}]}
        """;

    // The overlap of two minutes, the ten seconds of a greeting and a slow machine lie within.
    private static void AssertNear(DateTimeOffset expected, long milliseconds) => Assert.InRange(
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), expected - TimeSpan.FromMinutes(10), expected + TimeSpan.FromMinutes(10));
}
