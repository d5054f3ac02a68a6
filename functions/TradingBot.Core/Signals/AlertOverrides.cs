using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals;

/// <summary>What an alert asks beyond its meaning. It may tighten the strategy, never widen it.</summary>
internal sealed record AlertOverrides
{
    public OrderType? OrderType { get; private init; }

    public decimal? LimitPrice { get; private init; }

    public Sizing? Size { get; private init; }

    public PriceDistance? StopLoss { get; private init; }

    public IReadOnlyList<TakeProfitRule>? TakeProfits { get; private init; }

    public BreakEvenRule? BreakEven { get; private init; }

    public TrailingRule? Trailing { get; private init; }

    public decimal? Leverage { get; private init; }

    public required IReadOnlyList<string> Ignored { get; init; }

    public static AlertOverrides Read(JsonFields fields, Strategy strategy)
    {
        var ignored = new List<string>();
        var orderType = fields.Word<OrderType>("orderType");
        var limitPrice = fields.Number("limitPrice", min: 0, aboveMin: true);
        if (limitPrice is not null && (orderType ?? strategy.OrderType) == Orders.OrderType.Market)
            fields.Fault("limitPrice", "belongs to limit orders; add \"orderType\":\"limit\" or leave it out.");
        else if (limitPrice is not null && !PricesAreOfTheMarket(strategy))
            fields.Fault("limitPrice", "is a price of the chart, and what is bought is an option; leave it out.");
        var trailing = StopMoveFields.ReadTrailing(
            fields, IgnoreUnread, strategy.Trailing?.Atr?.Bars ?? strategy.StopLoss?.Atr?.Bars);
        if (trailing?.Distance is not null && !PricesAreOfTheMarket(strategy))
            fields.Fault("trailing", "has a distance in the chart's prices, and what is bought is an option; use percent or r.");
        return new AlertOverrides
        {
            OrderType = orderType,
            LimitPrice = limitPrice,
            Size = ReadSize(fields, strategy, ignored),
            StopLoss = ReadStop(fields, strategy, ignored),
            TakeProfits = ReadTargets(fields, strategy, ignored),
            BreakEven = StopMoveFields.ReadBreakEven(fields, IgnoreUnread),
            Trailing = trailing,
            Leverage = ReadLeverage(fields, strategy),
            Ignored = ignored,
        };

        void IgnoreUnread(JsonFields read) => ignored.AddRange(read.Unread);
    }

    // What is bought for an alert of the underlying has a price of its own, of which the alert knows nothing.
    private static bool PricesAreOfTheMarket(Strategy strategy) => strategy.Option is null;

    private static bool IsChartPrice(JsonFields level, Strategy strategy)
    {
        if (PricesAreOfTheMarket(strategy) || level.Number("price", min: 0) is null) return false;
        level.Fault("price", "is a price of the chart, and what is bought is an option; use percent.");
        return true;
    }

    private static Sizing? ReadSize(JsonFields fields, Strategy strategy, List<string> ignored)
    {
        if (fields.Object("size") is not { } size || size.HasOnlyBlanks("value")) return null;
        var mode = size.Word<SizingMode>("mode");
        var value = size.Number("value", min: 0, aboveMin: true);
        ignored.AddRange(size.Unread);
        if (!size.Has("mode")) size.Fault("mode", $"is missing; this strategy sizes by {EnumNames.Write(strategy.Sizing.Mode)}.");
        if (!size.Has("value")) size.Fault("value", "is missing.");
        if (mode is null || value is null) return null;
        if (mode != strategy.Sizing.Mode)
        {
            size.Fault("mode", $"differs from the strategy's {EnumNames.Write(strategy.Sizing.Mode)}; an alert may only ask for less of the same.");
            return null;
        }

        if (value <= strategy.Sizing.Value) return strategy.Sizing with { Value = value.Value };
        size.Fault(
            "value", $"asks for more than the strategy's {DecimalText.Write(strategy.Sizing.Value)}; send less or change the strategy.");
        return null;
    }

    private static PriceDistance? ReadStop(JsonFields fields, Strategy strategy, List<string> ignored)
    {
        if (fields.Object("stopLoss") is not { } stop || IsChartPrice(stop, strategy)) return null;
        var own = strategy.StopLoss;
        var distance = DistanceFields.Read(stop, "stopLoss", forStop: true, PricesAreOfTheMarket(strategy), own?.Atr?.Bars);
        ignored.AddRange(stop.Unread);

        // Measured in another way it is compared as a price, when the entry is decided.
        return (distance, own) switch
        {
            ({ Percent: { } percent }, { Percent: { } widest }) when percent > widest => Wider("percent", $"{DecimalText.Write(widest)} %"),
            ({ Atr: { } atr }, { Atr: { } widest }) when atr.Bars == widest.Bars && atr.Multiple > widest.Multiple =>
                Wider("atr", $"{DecimalText.Write(widest.Multiple)} ATR"),
            _ => distance,
        };

        PriceDistance? Wider(string field, string widest)
        {
            stop.Fault(field, $"is wider than the strategy's {widest}; send a closer stop or change the strategy.");
            return null;
        }
    }

    private static IReadOnlyList<TakeProfitRule>? ReadTargets(JsonFields fields, Strategy strategy, List<string> ignored)
    {
        if (fields.Objects("takeProfits") is not { } targets) return null;
        var prices = targets.Where(target => IsChartPrice(target, strategy)).ToList();
        if (prices.Count > 0) return null;
        var usual = strategy.TakeProfits.Select(static rule => rule.Distance.Atr?.Bars).FirstOrDefault(static bars => bars is not null);
        var rules = TakeProfitFields.Read(fields, targets, PricesAreOfTheMarket(strategy), usual ?? strategy.StopLoss?.Atr?.Bars);
        ignored.AddRange(targets.SelectMany(static target => target.Unread));

        // Targets of which none has a level are none that the alert tells.
        return rules.Count == 0 ? null : rules;
    }

    private static decimal? ReadLeverage(JsonFields fields, Strategy strategy)
    {
        if (fields.Number("leverage", min: 1, max: 1000) is not { } leverage) return null;
        if (strategy.Leverage is not { } most)
            fields.Fault("leverage", "is not set by the strategy, so an alert may not set it; leave it out or set it in the strategy.");
        else if (leverage > most)
            fields.Fault("leverage", $"is above the strategy's {DecimalText.Write(most)}; send less or change the strategy.");
        return leverage;
    }
}
