using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>How much a strategy trades.</summary>
public sealed record SizingView
{
    public required SizingMode Mode { get; init; }

    /// <summary>Greater than zero.</summary>
    [Unit(Unit.BySizingMode)]
    public required decimal Value { get; init; }
}
