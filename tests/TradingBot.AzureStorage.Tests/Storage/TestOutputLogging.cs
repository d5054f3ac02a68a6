using Microsoft.Extensions.Logging;

namespace TradingBot.AzureStorage.Tests.Storage;

/// <summary>Writes what the provider and the dispatchers warn of into the test's output.</summary>
internal sealed class TestOutputLogging : ILoggerFactory, ILogger
{
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Everything goes to the test's output.");

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        try
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{logLevel} {formatter(state, exception)} {exception}");
        }
        catch (InvalidOperationException)
        {
            // The test is over; a worker that is still ending has nobody to tell.
        }
    }

    public void Dispose()
    {
        // Holds nothing.
    }
}
