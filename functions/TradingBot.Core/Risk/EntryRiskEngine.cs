using TradingBot.Core.Markets;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

/// <summary>Decides one entry: a plan in absolute numbers, or one denial with the numbers that caused it.</summary>
public static class EntryRiskEngine
{
    public static RiskVerdict Decide(EntryRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Instrument.Category != request.Strategy.Category || request.Instrument.Symbol != request.Signal.Symbol)
            throw new ArgumentException("Instrument, strategy and signal speak of different markets.", nameof(request));

        if (EntryPreconditions.WhyRefused(request) is { } refused) return new RiskVerdict.Denied(refused);

        var prices = EntryPrices.Of(request);
        var leverage = LeverageRule.Of(request);
        var refusal = LeverageRule.WhyRefused(request, leverage) ?? prices.WhyDrifted(request.Strategy, request.Signal);
        if (refusal is not null) return new RiskVerdict.Denied(refusal);

        var protection = ProtectionPlan.For(
            request.Direction,
            prices.Reference,
            request.Ticker.LastPrice,
            prices.Limit,
            request.Signal.StopLoss ?? request.Strategy.StopLoss,
            request.Strategy.StopLoss,
            request.Signal.TakeProfits ?? request.Strategy.TakeProfits,
            request.Instrument.TickSize,
            out var wrong);
        if (protection is null) return new RiskVerdict.Denied(wrong!);
        if (StopMovePlan.Of(request, prices.Reference, protection.StopLoss, out var unknownMove) is not { } moves)
            return new RiskVerdict.Denied(unknownMove!);

        return PositionSizer.Size(SizeRequestOf(request, prices, protection)) switch
        {
            SizeVerdict.Refused unsized => new RiskVerdict.Denied(unsized.Denial),
            SizeVerdict.Sized size when PlaceableLegs.WhyRefused(request, size.Quantity, protection) is { } leg =>
                new RiskVerdict.Denied(leg),
            SizeVerdict.Sized size when PortfolioLimits.WhyRefused(request, size, leverage) is { } full => new RiskVerdict.Denied(full),
            SizeVerdict.Sized size when Liquidation.WhyRefused(
                request, size.Quantity, prices, protection.StopLoss, leverage ?? request.Held?.Leverage) is { } liquidated =>
                new RiskVerdict.Denied(liquidated),
            SizeVerdict.Sized size => new RiskVerdict.Approved(PlanOf(request.Direction, prices, protection, moves, size, leverage)),
            var unknown => throw new InvalidOperationException($"Unknown verdict {unknown}."),
        };
    }

    private static SizeRequest SizeRequestOf(EntryRequest request, EntryPrices prices, ProtectionPlan protection) => new()
    {
        Sizing = request.Signal.Size ?? request.Strategy.Sizing,
        Instrument = request.Instrument,
        OrderType = prices.OrderType,
        Entry = prices.Reference,
        Stop = protection.StopLoss,
        Fees = request.Fees,
        Equity = request.Equity,

        // On a flip the order's contracts are the old and the new position together; the position's size is the new one alone.
        Contracts = request.Signal.PositionSize ?? request.Signal.Contracts,
    };

    private static TradePlan PlanOf(
        Direction direction, EntryPrices prices, ProtectionPlan protection, StopMoves moves, SizeVerdict.Sized size, decimal? leverage) =>
        new()
        {
            Direction = direction,
            OrderType = prices.OrderType,
            Quantity = size.Quantity,
            LimitPrice = prices.Limit,
            ReferencePrice = prices.Reference,
            StopLoss = protection.StopLoss,
            Targets = protection.Targets,
            StopMoves = moves,
            Leverage = leverage,
            Notional = size.Notional,
            Risk = size.Risk,
        };
}
