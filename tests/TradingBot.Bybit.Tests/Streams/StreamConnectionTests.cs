using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>One connection by itself: whatever keeps it from coming about or ends it is told as a broken stream.</summary>
public sealed class StreamConnectionTests
{
    private const int Largest = 8 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_that_is_turned_away_is_a_broken_stream()
    {
        await using var stub = await StubExchange.StartAsync();
        stub.Streams.IsTurningAway = true;

        await Assert.ThrowsAsync<StreamBrokenException>(() => OpenAsync(AddressOf(stub)));
    }

    [Fact]
    public async Task Connection_that_nobody_takes_is_a_broken_stream()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var broken = await Assert.ThrowsAsync<StreamBrokenException>(() => OpenAsync(new Uri($"ws://127.0.0.1:{port}/v5/private")));

        Assert.Contains("127.0.0.1 could not be reached", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_that_is_not_answered_in_time_is_a_broken_stream_and_one_that_is_given_up_is_cancelled()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v5/private");
        using var givenUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAsync<StreamBrokenException>(() => OpenAsync(address, TimeSpan.FromMilliseconds(50)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => StreamConnection.OpenAsync(address, new StreamTiming(), TimeProvider.System, givenUp.Token));
    }

    [Theory]
    [InlineData(Largest, true)]
    [InlineData(Largest + 1, false)]
    public async Task Message_is_taken_up_to_eight_mebibytes(int length, bool isTaken)
    {
        await using var stub = await StubExchange.StartAsync();
        await using var connection = await OpenAsync(AddressOf(stub));
        await Eventually.TrueAsync(() => stub.Streams.Sockets.Count == 1, "the stub has the connection", TimeSpan.FromSeconds(60), Token);
        var next = connection.NextAsync();

        await stub.Streams.Sockets[0].SendAsync("""{"topic":"wallet","data":[]}""".PadRight(length));

        if (isTaken)
            Assert.Equal("wallet", (await next).Topic);
        else
            Assert.Contains("too large", (await Assert.ThrowsAsync<StreamBrokenException>(() => next)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_is_waited_for_ten_seconds()
    {
        var time = new FakeTimeProvider();
        await using var stub = await StubExchange.StartAsync();
        await using var connection = await StreamConnection.OpenAsync(AddressOf(stub), new StreamTiming(), time, Token);
        var answer = connection.AwaitAnswerAsync("auth", static _ => { }, static text => text ?? "");

        time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        var broken = await Assert.ThrowsAsync<StreamBrokenException>(() => answer.WaitAsync(Patience, TimeProvider.System, Token));
        Assert.Contains("silent for 10 s", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heart_beats_every_twenty_seconds_and_a_minute_without_a_word_is_silence()
    {
        var time = new FakeTimeProvider();
        await using var stub = await StubExchange.StartAsync();
        stub.Streams.Answer = static _ => null;
        await using var connection = await StreamConnection.OpenAsync(AddressOf(stub), new StreamTiming(), time, Token);
        var next = connection.NextAsync();

        for (var beat = 1; beat <= 2; beat++)
        {
            time.Advance(TimeSpan.FromSeconds(20));
            await Eventually.TrueAsync(
                () => stub.Streams.Sockets.Count == 1 && stub.Streams.Sockets[0].Received.Count == beat,
                $"beat {beat}", TimeSpan.FromSeconds(60), Token);
        }

        Assert.All(stub.Streams.Sockets[0].Received, static ping => Assert.Equal("ping", ping.GetProperty("op").GetString()));
        time.Advance(TimeSpan.FromSeconds(20) - TimeSpan.FromTicks(1));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));
        var broken = await Assert.ThrowsAsync<StreamBrokenException>(() => next.WaitAsync(Patience, TimeProvider.System, Token));
        Assert.Contains("silent for 60 s", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_comes_before_the_answer_is_handed_over_and_what_answers_something_else_is_passed_over()
    {
        await using var stub = await StubExchange.StartAsync();
        await using var connection = await OpenAsync(AddressOf(stub));
        await Eventually.TrueAsync(() => stub.Streams.Sockets.Count == 1, "the stub has the connection", TimeSpan.FromSeconds(60), Token);
        var topics = new List<string?>();
        var answer = connection.AwaitAnswerAsync("auth", message => topics.Add(message.Topic), static text => $"<{text}>");

        await stub.Streams.Sockets[0].SendAsync("""{"topic":"wallet","data":[]}""");
        await stub.Streams.Sockets[0].SendAsync("""{"op":"subscribe","success":false,"ret_msg":"other"}""");
        await stub.Streams.Sockets[0].SendAsync("""{"topic":"order","data":[]}""");
        await stub.Streams.Sockets[0].SendAsync("""{"op":"auth","success":false,"ret_msg":"no"}""");

        var refused = await Assert.ThrowsAsync<StreamRefusedException>(() => answer.WaitAsync(Patience, TimeProvider.System, Token));
        Assert.Equal("Bybit's stream refused to auth: <no>", refused.Message);
        Assert.Equal(["wallet", "order"], topics);
    }

    private static Uri AddressOf(StubExchange stub) => new UriBuilder(stub.BaseUrl) { Scheme = "ws", Path = "/v5/private" }.Uri;

    private static Task<StreamConnection> OpenAsync(Uri address, TimeSpan? answerTimeout = null) => StreamConnection.OpenAsync(
        address, new StreamTiming { AnswerTimeout = answerTimeout ?? TimeSpan.FromSeconds(60) }, TimeProvider.System, Token);
}
