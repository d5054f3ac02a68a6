using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Randomness;

namespace TradingBot.PaperExchange.Faults;

/// <summary>
/// A disturbance waiting for requests that match it; it spends itself after its count. With a probability below 1 it
/// happens to some of them, drawn from its own seed, so that the same requests meet the same fate again.
/// </summary>
internal sealed record Fault
{
    /// <summary>Every endpoint, but no stream.</summary>
    public const string AnyPath = "*";

    public required FaultKind Kind { get; init; }
    public required string Path { get; init; }
    public required int Count { get; init; }
    public string? Category { get; init; }
    public string? Symbol { get; init; }

    /// <summary>Part of an order link id; null for requests of any order, or of none.</summary>
    public string? OrderLinkId { get; init; }

    /// <summary>How long: a wait, a skew of the clock, or the slowness of a fill, by the kind; zero where the kind has none.</summary>
    public TimeSpan Delay { get; init; }
    /// <summary>Share of the first fill, above 0 and below 100.</summary>
    public decimal Percent { get; init; } = 50;

    public int Status { get; init; } = 503;
    public int RetCode { get; init; } = 10016;
    public string RetMsg { get; init; } = "Server error.";

    /// <summary>Share of the matching requests it happens to, above 0 and up to 1.</summary>
    public decimal Probability { get; init; } = 1;
    public SeededRandom Chance { get; init; } = new(1);

    /// <summary>How wrong the exchange's clock is.</summary>
    public TimeSpan Skew => Kind == FaultKind.ClockSkew ? Delay : TimeSpan.Zero;

    /// <summary>How long an order stays open before it may fill.</summary>
    public TimeSpan Slowness => Kind == FaultKind.SlowFill ? Delay : TimeSpan.Zero;

    public bool Matches(string path, Fields fields) =>
        (Path == path || (Path == AnyPath && !IsStream(Kind)))
            && IsStream(Kind) == IsStreamPath(path)
            && (Category is null || Category == fields.Text("category"))
            && (Symbol is null || Symbol == fields.Text("symbol"))
            && (OrderLinkId is null || fields.Text("orderLinkId")?.Contains(OrderLinkId, StringComparison.Ordinal) == true);

    private static bool IsStream(FaultKind kind) => kind is FaultKind.StreamDrop or FaultKind.StreamSilence or FaultKind.StreamDuplicate;

    private static bool IsStreamPath(string path) =>
        path is "/v5/private" or "/v5/trade" || path.StartsWith("/v5/public/", StringComparison.Ordinal);
}
