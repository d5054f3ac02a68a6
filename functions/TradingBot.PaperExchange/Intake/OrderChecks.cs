using System.Text.RegularExpressions;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Intake;

/// <summary>What an order of any category must satisfy, then what its own category asks. The first refusal wins.</summary>
internal static partial class OrderChecks
{
    public static Refusal? Check(ExchangeState state, OrderRequest request)
    {
        request = OptionChecks.Priced(state, request);
        if (InstrumentCatalog.Find(request.Category, request.Symbol) is not { } instrument)
            return Refusals.Symbol(request.Category);
        if (request.Category != Category.Option && state.Market(request.Category, request.Symbol).Status != MarketState.Trading)
            return Refusals.NotTrading(request.Category);
        if (request.LinkId.Length > 0 && !LinkIdShape().IsMatch(request.LinkId))
            return Refusals.Parameter("orderLinkId");
        if (request.Type == OrderType.Limit && request.Price is null)
            return Refusals.Parameter("price");
        if (request.Qty < 0 || (request.Qty == 0 && !request.IsCloseAll))
            return Refusals.QtyInvalid;
        return (request.Category == Category.Option ? OptionChecks.Shape(state, request) : null)
            ?? (request.Category == Category.Spot ? SpotChecks.Shape(request) : DerivativeChecks.Shape(state, request))
            ?? Prices(request, instrument)
            ?? Tolerance(request)
            ?? (request.Category == Category.Spot
                ? SpotChecks.Size(state, request, instrument)
                : DerivativeChecks.Size(state, request, instrument))
            ?? Duplicate(state, request)
            ?? OrderCaps.Check(state, request, instrument)
            ?? (request.Category == Category.Spot
                ? SpotChecks.Funds(state, request, instrument)
                : DerivativeChecks.Funds(state, request, instrument));
    }

    public static Refusal? Price(Instrument instrument, string name, decimal? price)
    {
        if (price is not { } value)
            return null;
        if (value < 0)
            return Refusals.Parameter(name);
        if (value % instrument.TickSize == 0)
            return null;
        return instrument.Category == Category.Spot ? new(170134, "Order price has too many decimals.") : Refusals.Parameter(name);
    }

    /// <summary>Exits must lie on the winning and the losing side of the price they start from.</summary>
    public static Refusal? ExitSides(Side side, decimal? takeProfit, decimal? stopLoss, decimal basePrice)
    {
        var up = side == Side.Buy;
        if (takeProfit is { } tp && (up ? tp <= basePrice : tp >= basePrice))
            return new(10001, $"TakeProfit:{Wire.Scaled(tp)} set for {side} position "
                + $"should be {(up ? "higher" : "lower")} than base_price:{Wire.Scaled(basePrice)}??LastPrice");
        if (stopLoss is { } sl && (up ? sl >= basePrice : sl <= basePrice))
            return new(10001, $"StopLoss:{Wire.Scaled(sl)} set for {side} position "
                + $"should {(up ? "lower" : "higher")} than base_price:{Wire.Scaled(basePrice)}??LastPrice");
        return null;
    }

    private static Refusal? Prices(OrderRequest request, Instrument instrument) =>
        (request.Type == OrderType.Limit ? Price(instrument, "price", request.Price) : null)
        ?? Price(instrument, "triggerPrice", request.TriggerPrice)
        ?? Price(instrument, "takeProfit", request.TakeProfit)
        ?? Price(instrument, "stopLoss", request.StopLoss)
        ?? Price(instrument, "tpLimitPrice", request.TpLimitPrice)
        ?? Price(instrument, "slLimitPrice", request.SlLimitPrice);

    private static Refusal? Tolerance(OrderRequest request) => (request.SlippageType, request.Slippage) switch
    {
        (null, null) => null,
        _ when request.Type != OrderType.Market || request.TriggerPrice is not null => Refusals.Parameter("slippageTolerance"),
        ("TickSize", >= 1 and <= 10_000 and var ticks) when decimal.IsInteger(ticks) => null,
        ("TickSize", _) => new(110108, "slippageTolerance must be between 1 and 10000 ticks"),
        ("Percent", >= 0.01m and <= 10) => null,
        ("Percent", _) => new(110109, "slippageTolerance must be between 0.01 and 10 percent"),
        _ => Refusals.Parameter("slippageToleranceType"),
    };

    private static Refusal? Duplicate(ExchangeState state, OrderRequest request) =>
        request.LinkId.Length > 0 && state.LinkIds.Find(LinkId.KeyOf(request.Category, request.LinkId)) is not null
            ? Refusals.Duplicate(request.Category)
            : null;

    [GeneratedRegex("^[A-Za-z0-9_-]{1,36}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex LinkIdShape();
}
