using Microsoft.Extensions.Logging;
using TradingBot.Core.Exchange;
using TradingBot.Core.Operations;
using TradingBot.Trading.Accounts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What a process does at its start with the pause that the one before it kept after a ban.</summary>
public sealed class ExchangePauseServiceTests
{
    private static readonly DateTimeOffset Until = new(2026, 3, 4, 12, 10, 0, TimeSpan.Zero);

    private readonly Pause _pause = new();
    private readonly Lines _lines = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pause_that_was_kept_goes_on_and_the_end_that_it_has_is_logged()
    {
        _pause.Until = Until.AddMinutes(-4);

        await StartAsync(static _ => Task.FromResult(ExchangeCondition.Unknown with { PausedUntil = Until }));

        Assert.Equal([Until], _pause.Resumed);
        Assert.Equal([(LogLevel.Warning, 3301, (object?)Until.AddMinutes(-4))], _lines.Written);
    }

    [Fact]
    public async Task Pause_that_is_over_by_now_is_not_logged()
    {
        await StartAsync(static _ => Task.FromResult(ExchangeCondition.Unknown with { PausedUntil = Until }));

        Assert.Equal([Until], _pause.Resumed);
        Assert.Empty(_lines.Written);
    }

    [Fact]
    public async Task Without_a_pause_nothing_goes_on()
    {
        _pause.Until = Until;

        await StartAsync(static _ => Task.FromResult(ExchangeCondition.Unknown));

        Assert.Empty(_pause.Resumed);
        Assert.Empty(_lines.Written);
    }

    [Fact]
    public async Task Database_that_is_not_there_yet_lets_the_bot_start()
    {
        await StartAsync(static _ => Task.FromException<ExchangeCondition>(new TimeoutException("No database.")));

        Assert.Empty(_pause.Resumed);
        Assert.Equal([(LogLevel.Warning, 3302, (object?)"No database.")], _lines.Written);
    }

    [Fact]
    public async Task Start_that_is_cancelled_ends_and_is_no_fault_of_the_database()
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await ending.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => StartAsync(static token => Task.FromCanceled<ExchangeCondition>(token), ending.Token));

        Assert.Empty(_lines.Written);
    }

    private Task StartAsync(Func<CancellationToken, Task<ExchangeCondition>> read, CancellationToken? token = null) =>
        new ExchangePauseService(_pause, new Conditions(read), _lines).StartAsync(token ?? Token);

    private sealed class Pause : IExchangePause
    {
        public List<DateTimeOffset> Resumed { get; } = [];

        public DateTimeOffset? Until { get; set; }

        public void Resume(DateTimeOffset until) => Resumed.Add(until);
    }

    private sealed class Conditions(Func<CancellationToken, Task<ExchangeCondition>> read) : IExchangeConditionStore
    {
        public Task<ExchangeCondition> ReadAsync(CancellationToken token) => read(token);

        public Task ChangeAsync(Func<ExchangeCondition, ExchangeConditionChange> change, DateTimeOffset now, CancellationToken token) =>
            throw new NotSupportedException();
    }

    /// <summary>Of each line the moment it tells, or what the failure says.</summary>
    private sealed class Lines : ILogger<ExchangePauseService>
    {
        public List<(LogLevel Level, int Event, object? Told)> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = (IEnumerable<KeyValuePair<string, object?>>)state!;
            Written.Add((logLevel, eventId.Id, exception?.Message ?? values.First().Value));
        }
    }
}
