using System.Collections.Concurrent;
using TradingBot.Azure.Tests.Protocol;

namespace TradingBot.Azure.Tests.Hosting;

/// <summary>What workers have logged; under this host nothing of it reaches a console.</summary>
internal sealed class WorkerLog
{
    private readonly ConcurrentQueue<RpcLog> _lines = new();

    public IReadOnlyList<string> Errors => [.. _lines.Where(static line => line.Level >= RpcLog.Types.Level.Error).Select(Format)];

    public string Text => string.Join('\n', _lines.Where(static line => line.Level >= RpcLog.Types.Level.Information).Select(Format));

    public void Add(RpcLog line) => _lines.Enqueue(line);

    public void Clear() => _lines.Clear();

    private static string Format(RpcLog line) => $"{line.Level} {line.Category}: {line.Message} {line.Exception?.Message}";
}
