using Microsoft.Extensions.DependencyInjection;
using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.Keys;

public sealed class StreamKeyTests
{
    private static readonly ExchangeKey First = new("store-key-0001", "store-secret-0001");
    private static readonly ExchangeKey Second = new("store-key-0002", "store-secret-0002");

    [Fact]
    public async Task Refused_sign_in_is_followed_by_one_with_the_new_pair()
    {
        var keys = new StubKeys(First) { Next = Second };
        await using var fixture = await OpenAsync(keys, static stub =>
        {
            var auths = 0;
            stub.Streams.Answer = op => op == "auth" && Interlocked.Increment(ref auths) == 1
                ? """{"success":false,"ret_msg":"Invalid apikey","op":"auth","conn_id":"c"}"""
                : StubStreams.Usual(op);
        });

        await fixture.LiveAsync();

        Assert.Equal([First.ApiKey, Second.ApiKey], SignIns(fixture));
        Assert.Equal(1, keys.Refusals);
    }

    [Fact]
    public async Task Stream_signs_in_anew_when_the_pair_was_replaced()
    {
        var keys = new StubKeys(First);
        await using var fixture = await OpenAsync(keys, rereads: TimeSpan.FromMilliseconds(50));
        await fixture.LiveAsync();

        keys.Put(Second);
        await fixture.LiveAsync(times: 2);

        Assert.Equal([First.ApiKey, Second.ApiKey], SignIns(fixture));
        Assert.Equal(0, keys.Refusals);
        await Eventually.TrueAsync(
            () => fixture.Log.Text.Contains("The API key was replaced", StringComparison.Ordinal), "the reason is logged", cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_a_pair_the_stream_says_nothing_and_says_why()
    {
        await using var fixture = await OpenAsync(new StubKeys(key: null));

        await fixture.HearAsync(
            heard => fixture.Log.Text.Contains("The exchange credentials are unavailable", StringComparison.Ordinal),
            "the reason is logged");

        Assert.Empty(SignIns(fixture));
    }

    private static Task<StreamFixture> OpenAsync(StubKeys keys, Action<StubExchange>? prepare = null, TimeSpan? rereads = null) =>
        StreamFixture.OpenAsync(
        prepare,
        new StreamTiming
        {
            FirstDelay = TimeSpan.FromMilliseconds(10),
            LongestDelay = TimeSpan.FromMilliseconds(200),
            FollowUpReread = rereads ?? TimeSpan.FromMinutes(1),
            RereadInterval = rereads ?? TimeSpan.FromMinutes(1),
        },
        services => services.AddSingleton<IExchangeKeys>(keys));

    private static IReadOnlyList<string> SignIns(StreamFixture fixture) =>
    [
        .. fixture.Stub.Streams.Sockets.SelectMany(static socket => socket.Received)
            .Where(static message => message.GetProperty("op").GetString() == "auth")
            .Select(static message => message.GetProperty("args")[0].GetString()!),
    ];
}
