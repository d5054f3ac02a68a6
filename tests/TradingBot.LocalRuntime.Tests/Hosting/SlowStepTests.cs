using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TradingBot.LocalRuntime.Hosting;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Hosting;

public sealed class SlowStepTests : ILogger
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _lines = [];

    [Fact]
    public async Task Step_that_takes_longer_than_a_second_is_told_while_it_runs_and_when_it_is_over()
    {
        var work = new TaskCompletionSource();
        var step = SlowStep.RunAsync("Moving the tables", this, _time, () => work.Task);
        _time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Empty(_lines);

        _time.Advance(TimeSpan.FromMilliseconds(200));
        await Eventually.TrueAsync(() => _lines.Count > 0, "Nothing is told", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["Moving the tables ..."], _lines);

        _time.Advance(TimeSpan.FromSeconds(2));
        work.SetResult();
        await step;
        Assert.Equal(["Moving the tables ...", "Moving the tables: done after 3.1 s"], _lines);
    }

    [Fact]
    public async Task Quick_step_says_nothing()
    {
        await SlowStep.RunAsync("Moving the tables", this, _time, static () => Task.CompletedTask);

        Assert.Empty(_lines);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Failing_step_fails_as_it_would_alone(int seconds)
    {
        var work = new TaskCompletionSource();
        var step = SlowStep.RunAsync("Moving the tables", this, _time, () => work.Task);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        work.SetException(new StartupException("The tables are stuck."));

        Assert.Equal("The tables are stuck.", (await Assert.ThrowsAsync<StartupException>(() => step)).Message);
        Assert.DoesNotContain(_lines, static line => line.Contains("done", StringComparison.Ordinal));
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add(formatter(state, exception));
}
