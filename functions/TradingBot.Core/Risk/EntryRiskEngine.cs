using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

/// <summary>Decides one entry: a plan in absolute numbers, or one denial with the numbers that caused it.</summary>
public static class EntryRiskEngine
{
    public static RiskVerdict Decide(EntryRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Instrument.Category != request.Strategy.Category
            || (request.Strategy.Option is null && request.Instrument.Symbol != request.Signal.Symbol))
            throw new ArgumentException("Instrument, strategy and signal speak of different markets.", nameof(request));

        if (EntryPreconditions.WhyRefused(request) is { } refused) return new RiskVerdict.Denied(refused);

        var prices = EntryPrices.Of(request);
        var leverage = LeverageRule.Of(request);
        var refusal = LeverageRule.WhyRefused(request, leverage) ?? prices.WhyDrifted(request.Strategy, request.Signal, request.Ticker)
            ?? NeededBars.WhyMissing(request);
        if (refusal is not null) return new RiskVerdict.Denied(refusal);

        if (ProtectionPlan.For(request, prices, out var wrong) is not { } protection) return new RiskVerdict.Denied(wrong!);
        // Sized by the bound alone: a target that lies nearer, as that of a nearer stop may, buys no more.
        return PositionSizer.Size(SizeRequestOf(request, prices, protection)) switch
        {
            SizeVerdict.Refused unsized => new RiskVerdict.Denied(unsized.Denial),
            SizeVerdict.Sized size => Judge(request, prices.Before(request, protection), protection, size, leverage),
            var unknown => throw new InvalidOperationException($"Unknown verdict {unknown}."),
        };
    }

    private static RiskVerdict Judge(
        EntryRequest request, EntryPrices prices, ProtectionPlan protection, SizeVerdict.Sized size, decimal? most)
    {
        var leverage = LeverageRule.BeyondStop(request, prices, protection.StopLoss, size.Quantity, most);
        var refusal = PlaceableLegs.WhyRefused(request, size.Quantity, protection)
            ?? PortfolioLimits.WhyRefused(request, size, prices, leverage)
            ?? Liquidation.WhyRefused(request, size.Quantity, prices, protection.StopLoss, leverage ?? request.Held?.Leverage);
        if (refusal is not null) return new RiskVerdict.Denied(refusal);
        return new RiskVerdict.Approved(new TradePlan
        {
            Direction = request.Direction,
            OrderType = prices.OrderType,
            Quantity = size.Quantity,
            LimitPrice = prices.Limit,
            ReferencePrice = prices.Reference,
            Terms = prices.TermsOf(request.Strategy),
            StopLoss = protection.StopLoss,
            Targets = protection.Targets,
            StopMoves = request.AddsTo is null ? StopMovePlan.Of(request, prices.Reference, protection.StopLoss) : StopMoves.None,
            Leverage = leverage,
            Notional = size.Notional,
            Risk = size.Risk,
            AskedQuantity = size.Asked,
            SizedByStop = size.SizedByStop,
            AskedLeverage = leverage < most ? most : null,
        });
    }

    // On a flip the order's contracts are the old and the new position together; the position's size is the new one alone. What is added is
    // what the order buys, or what the position has grown by.
    private static decimal? ContractsOf(EntryRequest request) => request switch
    {
        { AddsTo: null, Signal: var opening } => opening.PositionSize ?? opening.Contracts,
        { Signal.Contracts: { } ordered } => ordered,
        { Signal: { PositionSize: { } now, PrevPositionSize: { } before } } when now > before => now - before,
        _ => null,
    };

    private static SizeRequest SizeRequestOf(EntryRequest request, EntryPrices prices, ProtectionPlan protection) => new()
    {
        Sizing = request.Signal.Size ?? request.Strategy.Sizing,
        Instrument = request.Instrument,
        OrderType = prices.OrderType,
        Entry = prices.Reference,
        Stop = protection.StopLoss,
        OwnStop = protection.OwnStop,
        Fees = request.Fees,
        Slippage = Slippage.Of(request.Strategy, prices.OrderType, prices.Reference, prices.Worst),
        AverageTrueRange = request.Strategy.Sizing.Bars is { } bars ? request.AverageTrueRanges[bars] : null,
        Equity = request.Equity,

        Contracts = ContractsOf(request),
        Held = request.AddsTo?.OpenQuantity ?? 0,
    };
}
