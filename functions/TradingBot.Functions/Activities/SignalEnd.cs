using System.Text.Json.Serialization;

namespace TradingBot.Functions.Activities;

/// <summary>How a signal that opened no trade ends. It is written into histories: names and order of its members are kept.</summary>
public sealed record SignalEnd(Guid SignalId, string? Failure)
{
    /// <summary>True when what it asked to close has not ended in time. Absent where it is false, as in the histories of before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsStillClosing { get; init; }
}
