namespace TradingBot.Core.Exchange;

/// <summary>The answer to anything that moves orders.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>The venue took the request (an acknowledgement, not a fill). The id is empty where the venue gives none.</summary>
    public sealed record Accepted(string VenueOrderId) : SubmitOutcome;

    /// <summary>The venue certainly did not do it.</summary>
    public sealed record Rejected(VenueError Error) : SubmitOutcome;

    /// <summary>It may or may not have happened: look it up by order link id, never resend blindly.</summary>
    public sealed record Unknown(VenueError Error) : SubmitOutcome;
}
