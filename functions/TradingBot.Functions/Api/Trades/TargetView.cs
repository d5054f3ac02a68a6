using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>A take-profit target.</summary>
/// <param name="Price">Where it lies; where a person has moved its order at the exchange, there.</param>
/// <param name="Close">The share of the whole position that it closes.</param>
/// <param name="Reached">True once that was closed, or was closed together with a farther one.</param>
public sealed record TargetView([property: Unit(Unit.Price)] decimal Price, [property: Unit(Unit.Percent)] decimal Close, bool Reached);
