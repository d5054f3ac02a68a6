using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Building;

/// <summary>The third addition to the trade of <see cref="ATrade"/>: as much again at 104, for a stop at 101.</summary>
internal static class AnAddition
{
    public static Addition Third { get; } = new()
    {
        Number = 3,
        SignalId = ATrade.Closed.SignalId,
        LinkId = OrderLinkId.For(ATrade.Closed.Id, OrderRole.Entry, 3),
        Quantity = 0.50m,
        ReferencePrice = 104m,
        StopLoss = 101m,
        Risk = 1.60m,
        RiskAtPlannedStop = 3.10m,
        Notional = 52m,
        ValidUntil = DateTimeOffset.UnixEpoch.AddMinutes(1),
        RequestedAt = DateTimeOffset.UnixEpoch,
        Before = new PlannedFigures(Quantity: 0.50m, Open: 0.50m, ReferencePrice: 100m, Risk: 1.10m, RiskTaken: 1.10m, Notional: 50m),
    };
}
