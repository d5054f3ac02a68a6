using Microsoft.AspNetCore.Http;
using TradingBot.Bybit.RateLimits;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;
using Endpoint = TradingBot.Bybit.Wire.Endpoint;
using Endpoints = TradingBot.Bybit.Wire.Endpoints;

namespace TradingBot.Bybit.Tests.RateLimits;

/// <summary>Pacing over HTTP, where requests and answers take their time, against a server that counts what arrives.</summary>
public sealed class PacingTests
{
    private const string FeePath = "/v5/account/fee-rate";
    private const int PerSecond = 5;

    private static readonly string[] Coins = ["BTC", "ETH", "SOL", "XRP", "ADA", "DOT", "LTC", "BNB", "TRX", "UNI", "ETC", "XLM"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_callers_for_twelve_symbols_make_twelve_reads_and_meet_no_limit()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var counter = new ArrivalCounter();
        fixture.Stub.When(FeePath, counter.AnswerAsync);

        var rates = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => fixture.Exchange.GetFeeRateAsync(
            Category.Linear, Symbol.Parse($"{Coins[number % Coins.Length]}USDT"), Token)));

        Assert.All(rates, static rate => Assert.Equal(0.0005m, Expect.Value(rate).Taker));
        Assert.Equal(Coins.Length, fixture.Stub.Count(FeePath));
        Assert.Equal(0, counter.Refused);
    }

    [Fact]
    public async Task Question_whether_the_exchange_answers_waits_for_no_burst_of_reads()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/account/info", """{"unifiedMarginStatus":5,"marginMode":"REGULAR_MARGIN"}""");
        var limiter = fixture.Get<RateLimiter>();
        for (var route = 0; route < 8; route++)
        {
            for (var read = 0; read < 50; read++)
                await limiter.WaitAsync(new Endpoint($"/read/{route}", 50), Category.Linear, units: 1, Token);
        }

        using var patience = new CancellationTokenSource();
        var balance = fixture.Exchange.GetBalanceAsync(patience.Token);
        Expect.Value(await fixture.Exchange.GetAccountInfoAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token));

        Assert.False(balance.IsCompleted);
        Assert.Equal(0, fixture.Stub.Count("/v5/account/wallet-balance"));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => balance);
    }

    [Fact]
    public async Task List_waits_for_its_own_market_and_for_no_other()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Routes.Executions, Routes.Nothing);
        var since = TimeProvider.System.GetUtcNow().AddHours(-1);
        var limiter = fixture.Get<RateLimiter>();
        // None of them is ever answered, so their places stay taken.
        for (var read = 0; read < 50; read++)
            await limiter.WaitAsync(Endpoints.Executions, Category.Linear, units: 1, Token);

        using var patience = new CancellationTokenSource();
        var linear = fixture.Exchange.GetExecutionsAsync(Category.Linear, BybitFixture.Btc, since, patience.Token);
        Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Inverse, Symbol.Parse("BTCUSD"), since, Token));

        Assert.False(linear.IsCompleted);
        Assert.Contains("category=inverse", fixture.Stub.Single(Routes.Executions).RawQuery, StringComparison.Ordinal);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => linear);
    }

    /// <summary>
    /// Refuses what arrives beyond the limit of any second. The first five of ten requests travel long, so that those after them would
    /// arrive in the same second; of the others some answers do.
    /// </summary>
    private sealed class ArrivalCounter
    {
        private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(700);

        private readonly Lock _lock = new();
        private readonly Queue<long> _arrived = new();
        private int _sent;

        public int Refused { get; private set; }

        public async Task AnswerAsync(HttpContext context)
        {
            var number = Interlocked.Increment(ref _sent);
            var isSlow = number % 10 is >= 1 and <= PerSecond;
            if (isSlow)
                await Task.Delay(Long, TimeProvider.System, context.RequestAborted);
            var isRefused = !Admit();
            if (!isSlow && number % 2 == 0)
                await Task.Delay(Long, TimeProvider.System, context.RequestAborted);
            await (isRefused ? StubReplies.Code(10006) : StubReplies.Ok(
                """{"list":[{"symbol":"BTCUSDT","takerFeeRate":"0.0005","makerFeeRate":"0.0002"}]}"""))(context);
        }

        private bool Admit()
        {
            lock (_lock)
            {
                var now = TimeProvider.System.GetTimestamp();
                while (_arrived.TryPeek(out var oldest) && TimeProvider.System.GetElapsedTime(oldest, now) >= Second)
                    _arrived.Dequeue();
                if (_arrived.Count < PerSecond)
                {
                    _arrived.Enqueue(now);
                    return true;
                }

                Refused++;
                return false;
            }
        }
    }
}
