using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TradingBot.Infrastructure.Tests.KeyVault;

/// <summary>Keeps every log line, at every level.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public string Text => string.Join('\n', _lines.Select(static line => line.Text));

    public int Count(LogLevel level) => _lines.Count(line => line.Level == level);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
    }
}
