using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Tests.Stub;

namespace TradingBot.Bybit.Tests.Http;

/// <summary>When the exchange's clock is measured, and what a slow answer is worth.</summary>
public sealed class ClockMeasurementTests
{
    private const string Path = "/v5/market/time";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(299, 1)]
    [InlineData(300, 2)]
    public async Task Read_measures_a_clock_that_is_five_minutes_old(int seconds, int measurements)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Answer()).When(Routes.Wallet, StreamFixture.Wealth);
        Expect.Value(await fixture.Exchange.GetBalanceAsync(Token));
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Expect.Value(await fixture.Exchange.GetBalanceAsync(Token));

        Assert.Equal(measurements, fixture.Stub.Count(Path));
    }

    [Theory]
    [InlineData(1799, 1)]
    [InlineData(1800, 2)]
    public async Task Order_waits_for_the_clock_of_half_an_hour_ago_alone(int seconds, int measurements)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Answer()).When(Routes.Create, """{"orderId":"o"}""");
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(measurements, fixture.Stub.Count(Path));
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    public async Task Clock_that_could_not_be_read_is_asked_again_after_ten_seconds(int seconds, int tries)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, StubReplies.Raw(502, ""));
        var clock = fixture.Get<BybitClock>();
        await clock.EnsureAsync(TimeSpan.FromMinutes(5), Token);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        await clock.EnsureAsync(TimeSpan.FromMinutes(5), Token);

        Assert.Equal(tries, fixture.Stub.Count(Path));
        Assert.Contains("clock could not be read: no answer", fixture.Log.Text, StringComparison.Ordinal);
    }

    /// <summary>The answer is taken to be from the middle of its way.</summary>
    [Fact]
    public async Task First_measurement_is_taken_however_slow_and_a_slow_one_does_not_replace_it()
    {
        await using var fixture = await OpenAsync();
        var clock = fixture.Get<BybitClock>();
        fixture.Stub.When(Path, Answer(trip: 1600, ahead: 10_000), Answer(trip: 1001, ahead: 20_000), Answer(trip: 1000, ahead: 30_000));

        await clock.EnsureAsync(TimeSpan.FromMinutes(5), Token);
        Assert.Equal(10_000, Ahead(clock));
        Assert.Contains("is 10000 ms from ours (round trip 1600 ms)", fixture.Log.Text, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(5));
        await clock.EnsureAsync(TimeSpan.FromMinutes(5), Token);
        Assert.Equal(10_000, Ahead(clock));

        _time.Advance(TimeSpan.FromMinutes(5));
        await clock.EnsureAsync(TimeSpan.FromMinutes(5), Token);
        Assert.Equal(30_000, Ahead(clock));
    }

    [Fact]
    public async Task Measurement_after_a_refused_stamp_is_taken_however_slow()
    {
        await using var fixture = await OpenAsync();
        var clock = fixture.Get<BybitClock>();
        fixture.Stub.When(Path, Answer(trip: 0, ahead: 1000), Answer(trip: 1500, ahead: 5000));
        await clock.EnsureAsync(TimeSpan.FromMinutes(5), Token);

        await clock.ResyncAsync(Token);

        Assert.Equal(5000, Ahead(clock));
    }

    [Fact]
    public async Task Clock_that_says_nothing_is_waited_for_two_seconds()
    {
        await using var fixture = await OpenAsync();
        var asked = new TaskCompletionSource();
        fixture.Stub.When(Path, async context =>
        {
            asked.TrySetResult();
            await StubReplies.Silence()(context);
        });
        var measuring = fixture.Get<BybitClock>().EnsureAsync(TimeSpan.FromMinutes(5), Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Token);

        _time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.False(measuring.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        await measuring.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Token);
        Assert.Contains("gave no answer within 2 s", fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clock_that_many_ask_for_at_once_is_measured_once()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Answer());
        var clock = fixture.Get<BybitClock>();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => clock.EnsureAsync(TimeSpan.FromMinutes(5), Token)));

        Assert.Equal(1, fixture.Stub.Count(Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Measurement_that_is_given_up_keeps_no_later_one_waiting(bool isAfterRefusal)
    {
        await using var fixture = await OpenAsync();
        using var givenUp = new CancellationTokenSource();
        fixture.Stub.When(
            Path,
            async context =>
            {
                await givenUp.CancelAsync();
                await StubReplies.Silence()(context);
            },
            Answer(ahead: 7000));
        var clock = fixture.Get<BybitClock>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => isAfterRefusal
            ? clock.ResyncAsync(givenUp.Token)
            : clock.EnsureAsync(TimeSpan.FromMinutes(5), givenUp.Token));
        await clock.ResyncAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Token);

        Assert.Equal(7000, Ahead(clock));
    }

    private double Ahead(BybitClock clock) => (clock.Now - _time.GetUtcNow()).TotalMilliseconds;

    // Half of the way passes before the exchange reads its clock, half after; milliseconds.
    private Func<HttpContext, Task> Answer(int trip = 0, int ahead = 0) => context =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(trip));
        return StubReplies.Ok(
            "{}", (_time.GetUtcNow() - TimeSpan.FromMilliseconds(trip / 2.0)).AddMilliseconds(ahead).ToUnixTimeMilliseconds())(context);
    };

    private async Task<BybitFixture> OpenAsync()
    {
        var stub = await StubExchange.StartAsync();
        return BybitFixture.Open(stub, stub.BaseUrl, time: _time);
    }
}
