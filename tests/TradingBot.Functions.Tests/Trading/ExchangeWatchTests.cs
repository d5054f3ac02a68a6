using System.Reflection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Operations;
using TradingBot.TestKit;
using TradingBot.Trading.Accounts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>How soon an exchange that swallows every question is found out, on a clock that only the test moves.</summary>
public sealed class ExchangeWatchTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryStore _store = new();
    private readonly SilentExchange _exchange;
    private readonly ExchangeWatch _watch;

    public ExchangeWatchTests()
    {
        var exchange = DispatchProxy.Create<IExchange, SilentExchange>();
        _exchange = (SilentExchange)(object)exchange;
        _watch = new ExchangeWatch(exchange, new NoPause(), _store, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // A run every 2 s on one machine, every 5 s on Azure; the account's own reading hangs for three attempts of 5 s in either.
    [Theory]
    [InlineData(2, 7)]
    [InlineData(5, 10)]
    public async Task Exchange_that_goes_silent_right_after_an_answer_is_down_within_ten_seconds(int seconds, int expected)
    {
        var since = _time.GetUtcNow();
        await RunAsync(answers: true, hangsFor: TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        var run = RunAsync(answers: false, hangsFor: TimeSpan.FromSeconds(15));
        await PassAsync(ExchangeWatch.Patience, question: 3);
        Assert.False(_store.Condition.IsDown);
        await PassAsync(ExchangeWatch.Patience, question: 4);

        Assert.True(_store.Condition.IsDown);
        Assert.Equal(TimeSpan.FromSeconds(expected), _time.GetUtcNow() - since);
        for (var question = 5; question <= 7; question++)
            await PassAsync(ExchangeWatch.Patience, question);
        await PassAsync(ExchangeWatch.Patience, question: 7);
        await run;
    }

    [Fact]
    public async Task Question_waits_for_its_time_and_no_longer()
    {
        _exchange.Answers = false;
        var asking = _watch.AskAsync(Token);

        _time.Advance(ExchangeWatch.Patience - TimeSpan.FromTicks(1));
        Assert.False(_exchange.GivenUp.IsCancellationRequested);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(_exchange.GivenUp.IsCancellationRequested);

        await asking;
        Assert.Equal("The exchange gave no answer within 2.5 s.", _store.Condition.Error?.Message);
    }

    [Fact]
    public async Task Work_that_ends_is_asked_about_once_and_its_failure_is_the_runs()
    {
        _exchange.Answers = true;

        await Assert.ThrowsAsync<InvalidOperationException>(() => _watch.DuringAsync(
            static _ => Task.FromException(new InvalidOperationException("The account could not be read.")), Token));

        Assert.Equal(1, _exchange.Asked);
    }

    [Fact]
    public async Task Work_is_waited_for_when_nothing_can_be_written_down()
    {
        _exchange.Answers = true;
        _store.IsBroken = true;
        var work = new TaskCompletionSource();

        var run = _watch.DuringAsync(_ => work.Task, Token);
        Assert.False(run.IsCompleted);
        work.SetResult();

        await Assert.ThrowsAsync<TimeoutException>(() => run);
    }

    /// <summary>A process that ends is no outage of the exchange.</summary>
    [Fact]
    public async Task Question_that_ends_with_its_run_is_no_answer_and_no_failure()
    {
        _exchange.Answers = false;
        using var ending = new CancellationTokenSource();
        var asking = _watch.AskAsync(ending.Token);

        await ending.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(0, _store.Changes);
    }

    [Fact]
    public async Task Failure_counts_from_the_moment_of_its_question()
    {
        var asked = _time.GetUtcNow();
        _exchange.Answers = false;
        var asking = _watch.AskAsync(Token);

        _time.Advance(ExchangeWatch.Patience);
        await asking;

        Assert.Equal((asked, asked), (_store.Condition.FailedAt, _store.Condition.FailingSince));
    }

    [Fact]
    public async Task Answer_counts_from_the_moment_it_came()
    {
        _exchange.Answers = true;
        _exchange.Way = () => _time.Advance(TimeSpan.FromSeconds(1));

        await _watch.AskAsync(Token);

        var came = _time.GetUtcNow();
        Assert.Equal((came, came), (_store.Condition.AnsweredAt, _store.Condition.AnsweringSince));
        Assert.Equal(came, _store.ChangedAt);
    }

    private Task RunAsync(bool answers, TimeSpan hangsFor)
    {
        _exchange.Answers = answers;
        return _watch.DuringAsync(token => Task.Delay(hangsFor, _time, token), Token);
    }

    // The answer to the question before is written down once the next one is asked, or the run has ended.
    private async Task PassAsync(TimeSpan span, int question)
    {
        var changes = _store.Changes;
        _time.Advance(span);
        await Eventually.TrueAsync(
            () => _store.Changes > changes && _exchange.Asked >= question,
            $"Question {question} was never asked",
            cancellationToken: Token);
    }

    /// <summary>Answers the one question at once, or never.</summary>
    public class SilentExchange : DispatchProxy
    {
        internal bool Answers { get; set; }

        internal int Asked { get; private set; }

        internal CancellationToken GivenUp { get; private set; }

        /// <summary>What comes before the answer.</summary>
        internal Action Way { get; set; } = static () => { };

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Assert.Equal(nameof(IExchange.GetAccountInfoAsync), targetMethod!.Name);
            Asked++;
            Way();
            GivenUp = (CancellationToken)args![0]!;
            return AnswerAsync(GivenUp);
        }

        private async Task<ExchangeResult<AccountInfo>> AnswerAsync(CancellationToken token)
        {
            if (!Answers)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return new ExchangeResult<AccountInfo>.Success(new AccountInfo(IsUnified: true, MarginMode.Cross));
        }
    }

    private sealed class MemoryStore : IExchangeConditionStore
    {
        public ExchangeCondition Condition { get; private set; } = ExchangeCondition.Unknown;

        public int Changes { get; private set; }

        public DateTimeOffset? ChangedAt { get; private set; }

        public bool IsBroken { get; set; }

        public Task<ExchangeCondition> ReadAsync(CancellationToken token) => Task.FromResult(Condition);

        public Task ChangeAsync(Func<ExchangeCondition, ExchangeConditionChange> change, DateTimeOffset now, CancellationToken token)
        {
            if (IsBroken)
                throw new TimeoutException("The database does not answer.");
            Condition = change(Condition).Condition;
            ChangedAt = now;
            Changes++;
            return Task.CompletedTask;
        }
    }

    private sealed class NoPause : IExchangePause
    {
        public DateTimeOffset? Until => null;

        public void Resume(DateTimeOffset until) => throw new NotSupportedException();
    }
}
