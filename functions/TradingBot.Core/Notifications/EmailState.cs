namespace TradingBot.Core.Notifications;

/// <summary>How sending goes, for people and for the budget. The last hour and day end now.</summary>
public sealed record EmailState
{
    /// <summary>Null: switched off.</summary>
    public string? Provider { get; init; }

    /// <summary>When the outbox was last looked after; null: never.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    public DateTimeOffset? LastSentAt { get; init; }

    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>What the last attempt left to complain about; null after one that went well.</summary>
    public string? Error { get; init; }

    public DateTimeOffset? ErrorAt { get; init; }

    /// <summary>Mails of the last hour, those being sent right now included.</summary>
    public required int UsedInLastHour { get; init; }

    public required int Waiting { get; init; }

    public DateTimeOffset? OldestWaitingAt { get; init; }

    /// <summary>Mails given up in the last day.</summary>
    public required int GivenUp { get; init; }

    /// <summary>Severity of the gravest mail given up in the last day or still waiting after a failed attempt.</summary>
    public Severity? GravestTrouble { get; init; }
}
