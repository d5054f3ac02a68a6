namespace TradingBot.Core.Exchange;

/// <summary>The answer to anything that moves orders.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>The exchange took the request (an acknowledgement, not a fill). The id is empty where the exchange gives none.</summary>
    public sealed record Accepted(string ExchangeOrderId) : SubmitOutcome;

    /// <summary>The exchange certainly did not do it.</summary>
    public sealed record Rejected(ExchangeError Error) : SubmitOutcome;

    /// <summary>It may or may not have happened: look it up by order link id, never resend blindly.</summary>
    public sealed record Unknown(ExchangeError Error) : SubmitOutcome;
}
