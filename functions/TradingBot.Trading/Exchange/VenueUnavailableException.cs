using TradingBot.Core.Exchange;

namespace TradingBot.Trading.Exchange;

/// <summary>A read that the next step depends on got no answer. The step is tried again; nothing is assumed meanwhile.</summary>
public sealed class VenueUnavailableException(VenueError error) : Exception($"The exchange gave no answer: {error.Message} ({error.Code}).")
{
    public VenueError Error { get; } = error;
}
