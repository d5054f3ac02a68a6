using TradingBot.Core.Exchange;

namespace TradingBot.Trading.Exchange;

/// <summary>A read that the next step depends on got no answer. The step is tried again; nothing is assumed meanwhile.</summary>
public sealed class ExchangeUnavailableException(ExchangeError error) : Exception(
    $"The exchange gave no answer: {error.Message}")
{
    public ExchangeError Error { get; } = error;
}
