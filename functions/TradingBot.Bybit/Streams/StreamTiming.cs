namespace TradingBot.Bybit.Streams;

/// <summary>How often and how long the streams wait. Bybit cuts a silent connection and allows 500 new ones in five minutes.</summary>
internal sealed record StreamTiming
{
    /// <summary>Between two pings; 20 s by default, which is what Bybit asks for.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Without any message, answers to heartbeats included, the connection counts as dead.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long connecting may take, and each answer to a greeting.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause after the first failed connection; it doubles with each further failure, and half of it is chance.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The pause that doubling never exceeds.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection that lasted this long was no failure, so the next is tried at once.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most connections of the whole process, public and private, that are begun in any five minutes.</summary>
    public int ConnectionsPerFiveMinutes { get; init; } = 60;

    /// <summary>Lists lag behind the stream, so every re-read reaches this far further back.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after a gap's re-read the lists are read once more, for what the lists showed late.</summary>
    public TimeSpan FollowUpReread { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the lists are read although nothing seems to be missing.</summary>
    public TimeSpan RereadInterval { get; init; } = TimeSpan.FromMinutes(5);
}
