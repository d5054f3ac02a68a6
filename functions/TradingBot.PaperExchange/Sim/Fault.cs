namespace TradingBot.PaperExchange;

/// <summary>A disturbance waiting for requests that match it; it spends itself after its count.</summary>
internal sealed record Fault
{
    public required FaultKind Kind { get; init; }
    public required string Path { get; init; }
    public required int Count { get; init; }
    public string? Category { get; init; }
    public string? Symbol { get; init; }
    public TimeSpan Delay { get; init; }
    /// <summary>Share of the first fill, above 0 and below 100.</summary>
    public decimal Percent { get; init; } = 50;

    public int Status { get; init; } = 503;
    public int RetCode { get; init; } = 10016;
    public string RetMsg { get; init; } = "Server error.";

    public bool Matches(string path, Fields fields) =>
        Path == path && (Category is null || Category == fields.Text("category")) && (Symbol is null || Symbol == fields.Text("symbol"));
}
