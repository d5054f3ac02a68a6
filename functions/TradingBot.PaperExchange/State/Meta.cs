using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.State;

/// <summary>The counters that must never go back: sequence of rows and state of the random walk.</summary>
internal sealed record Meta : IRow
{
    public required long Sequence { get; init; }
    public required ulong RandomState { get; init; }
    public required ulong Seed { get; init; }
    /// <summary>Present while prices are replayed.</summary>
    public ReplayProgress? Replay { get; init; }

    public long Seq => 0;
    public string Key => "meta";
}
