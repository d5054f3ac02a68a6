namespace TradingBot.Azure.Tests.Parity;

/// <summary>
/// One request, and what to wait for before the next one. "{signal:NAME}" and "{trade:NAME}" in a path stand for what an earlier alert
/// led to.
/// </summary>
internal sealed record RecordedCall(string Method, string Path, string? Body = null)
{
    /// <summary>Sent with the automation token.</summary>
    public bool IsSignedIn { get; init; }

    public string MediaType { get; init; } = "application/json";

    /// <summary>Remembers the signal of this alert under a name.</summary>
    public string? Alert { get; init; }

    /// <summary>What an alert must have come to: protected, resting, closed or ended is its trade, completed or denied itself.</summary>
    public string? Until { get; init; }

    /// <summary>The name of the alert that <see cref="Until"/> is about; the call's own unless given.</summary>
    public string? Of { get; init; }
}
