using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Orders;

/// <summary>One order of a batch: its id at the venue, or what was said against it.</summary>
internal sealed record BatchItem(string VenueOrderId, VenueError? Error);
