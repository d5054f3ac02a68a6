using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Errors;

/// <summary>One row of the error table: what a code means and what it asks of us.</summary>
internal sealed record BybitError(int Code, RetryGuidance Class, string Meaning)
{
    /// <summary>The order broke a rule of the instrument; our copy of the rules may be out of date.</summary>
    public bool IsSizeRule { get; init; }
}
