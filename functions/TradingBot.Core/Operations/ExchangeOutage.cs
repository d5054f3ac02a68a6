namespace TradingBot.Core.Operations;

/// <summary>A time in which the exchange gives the bot no usable answer; it is over once answers come without a break.</summary>
/// <param name="Since">When the first question without a usable answer was asked, in UTC.</param>
/// <param name="IsRefusal">The exchange refuses the bot (key, rights, account, region), which a person has to put right.</param>
public sealed record ExchangeOutage(DateTimeOffset Since, bool IsRefusal)
{
    /// <summary>When the first question was asked that was refused, in UTC; null: none was.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>A question met something else than a refusal: silence, a ban, nothing that can be used.</summary>
    public bool WasSilent { get; init; }

    /// <summary>How often answers came in between, each time for less than <see cref="ExchangeCondition.OverAfter"/>.</summary>
    public int Breaks { get; init; }

    /// <summary>The trader knows of it, so its end is told too.</summary>
    public bool IsTold { get; init; } = true;
}
