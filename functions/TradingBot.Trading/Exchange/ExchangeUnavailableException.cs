using TradingBot.Core.Exchange;

namespace TradingBot.Trading.Exchange;

/// <summary>
/// A read that the next step depends on got no answer, or no that is one for good. The step is tried again; nothing is assumed meanwhile.
/// </summary>
public sealed class ExchangeUnavailableException(ExchangeError error) : Exception(
    error.IsDefinite() ? $"The exchange refused to answer: {error.Message}" : $"The exchange gave no answer: {error.Message}")
{
    public ExchangeError Error { get; } = error;

    /// <summary>True when the exchange has answered, with a no that stays one until a person changes something.</summary>
    public bool IsRefusal => Error.IsDefinite();
}
