using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>A take-profit target: its price and the share of the position it closes, in percent.</summary>
public sealed record TargetView([property: Unit(Unit.Price)] decimal Price, [property: Unit(Unit.Percent)] decimal Close);
