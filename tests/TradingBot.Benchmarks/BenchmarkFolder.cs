using TradingBot.TestKit;

namespace TradingBot.Benchmarks;

/// <summary>
/// A folder on the checkout's disk (temporary folders may lie in memory, where a commit costs nothing), deleted when disposed.
/// </summary>
internal sealed class BenchmarkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(RepositoryRoot.At(".tradingbot", $"bench-{Environment.ProcessId}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
