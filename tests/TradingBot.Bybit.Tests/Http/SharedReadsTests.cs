using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Http;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Tests.Http;

public sealed class SharedReadsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<ExchangeResult<int>>> _fetches = [];

    private SharedReads<string, int> Reads => field ??= new SharedReads<string, int>(TimeSpan.FromMinutes(1), _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_of_one_moment_share_one_fetch()
    {
        var callers = Enumerable.Range(0, 50).Select(_ => AskAsync("fee")).ToList();

        Assert.Single(_fetches);
        Succeed(0, 7);

        Assert.All(await Task.WhenAll(callers), static answer => Assert.Equal(7, ValueOf(answer)));
        Assert.Equal(7, ValueOf(await AskAsync("fee")));
        Assert.Single(_fetches);
    }

    [Fact]
    public void Other_keys_are_fetched_on_their_own()
    {
        _ = AskAsync("one");
        _ = AskAsync("two");

        Assert.Equal(2, _fetches.Count);
    }

    [Fact]
    public async Task Caller_that_gives_up_takes_the_fetch_from_nobody()
    {
        using var first = new CancellationTokenSource();
        var impatient = AskAsync("fee", first.Token);
        var patient = AskAsync("fee");
        await first.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Succeed(0, 7);

        Assert.Equal(7, ValueOf(await patient));
    }

    [Fact]
    public async Task Failure_is_handed_to_those_who_waited_and_fetched_anew_for_the_next()
    {
        var waiting = AskAsync("fee");
        _fetches[0].SetResult(new ExchangeResult<int>.Failure(new ExchangeError(10006, "Later.", RetryGuidance.RetryLater)));
        Assert.IsType<ExchangeResult<int>.Failure>(await waiting);

        var next = AskAsync("fee");
        Succeed(1, 8);

        Assert.Equal(8, ValueOf(await next));
    }

    [Fact]
    public async Task Fetch_that_throws_throws_at_those_who_waited_and_is_done_anew_for_the_next()
    {
        var waiting = AskAsync("fee");
        _fetches[0].SetException(new InvalidOperationException("A bug."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);

        var next = AskAsync("fee");
        Succeed(1, 8);

        Assert.Equal(8, ValueOf(await next));
    }

    [Theory]
    [InlineData(59_999, 1)]
    [InlineData(60_000, 2)]
    public async Task Answer_is_kept_for_its_age_and_no_longer(int milliseconds, int fetches)
    {
        _ = AskAsync("fee");
        Succeed(0, 7);
        await AskAsync("fee");
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        _ = AskAsync("fee");

        Assert.Equal(fetches, _fetches.Count);
    }

    [Theory]
    [InlineData(9_999, 1)]
    [InlineData(10_000, 2)]
    public async Task Forgotten_answer_is_fetched_anew_unless_it_is_too_young(int milliseconds, int fetches)
    {
        _ = AskAsync("fee");
        Succeed(0, 7);
        await AskAsync("fee");
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Reads.Forget("fee", TimeSpan.FromSeconds(10));
        _ = AskAsync("fee");

        Assert.Equal(fetches, _fetches.Count);
    }

    private Task<ExchangeResult<int>> AskAsync(string key, CancellationToken? token = null) =>
        Reads.GetAsync(key, FetchAsync, token ?? Token);

    private Task<ExchangeResult<int>> FetchAsync()
    {
        // Continues where it is set, so that what was set is kept when the test goes on.
        var fetch = new TaskCompletionSource<ExchangeResult<int>>();
        _fetches.Add(fetch);
        return fetch.Task;
    }

    private void Succeed(int fetch, int value) => _fetches[fetch].SetResult(new ExchangeResult<int>.Success(value));

    private static int ValueOf(ExchangeResult<int> answer) => Assert.IsType<ExchangeResult<int>.Success>(answer).Value;
}
