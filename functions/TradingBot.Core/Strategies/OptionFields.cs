using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Strategies;

/// <summary>Reads what a strategy that buys options says of them, and refuses what options do not have.</summary>
internal static class OptionFields
{
    private const decimal DefaultDays = 7;
    private const decimal DefaultMinDays = 1;
    private const decimal DefaultMaxDays = 45;
    private const decimal LongestDays = 365;
    private const decimal LeastDelta = 0.05m;
    private const decimal MostDelta = 0.95m;
    private const decimal FarthestPercent = 50;
    private const decimal HoursOfADay = 24;
    private const decimal DefaultSpreadPercent = 20;

    // A bid of nothing is as far away as it can be.
    private const decimal WidestSpread = 200;

    /// <summary>Null when the strategy names its contracts itself.</summary>
    public static OptionRule? Read(JsonFields parent)
    {
        if (parent.Object("option") is not { } fields) return null;
        var before = fields.Faults.Count;
        var rule = new OptionRule
        {
            Days = fields.Number("days", min: 0, max: LongestDays) ?? DefaultDays,
            MinDays = fields.Number("minDays", min: 0, max: LongestDays) ?? DefaultMinDays,
            MaxDays = fields.Number("maxDays", min: 0, max: LongestDays) ?? DefaultMaxDays,
            Delta = fields.Number("delta", min: LeastDelta, max: MostDelta),
            OutOfTheMoneyPercent = fields.Number("outOfTheMoneyPercent", min: -FarthestPercent, max: FarthestPercent),
            Strike = fields.Number("strike", min: 0, aboveMin: true),
            MinOpenInterest = fields.Number("minOpenInterest", min: 0) ?? 0,
            MaxSpreadPercent = fields.Number("maxSpreadPercent", min: 0, max: WidestSpread, aboveMin: true) ?? DefaultSpreadPercent,
        };
        var given = new[] { rule.Delta, rule.OutOfTheMoneyPercent, rule.Strike }.Count(static way => way is not null);
        if (given == 0 && fields.Faults.Count == before)
            fields.Fault("delta", "is missing; the strike needs one of: delta, outOfTheMoneyPercent, strike.");
        else if (given > 1)
            fields.Fault("delta", "is one of several; the strike takes only one of: delta, outOfTheMoneyPercent, strike.");
        if (rule.MinDays > rule.Days || rule.Days > rule.MaxDays)
            fields.Fault("days", $"must lie from minDays to maxDays; left out it is {DecimalText.Write(DefaultDays)}.");
        StrategyDocument.RefuseUnread(fields);
        return rule;
    }

    /// <summary>Tells of everything that the strategy's options could not be traded with.</summary>
    public static void Refuse(JsonFields fields, Strategy strategy)
    {
        if (strategy.Category != Category.Option)
        {
            if (strategy.Option is not null) fields.Fault("option", "is for the category option; set it to null.");
            if (strategy.CloseBeforeExpiryHours is not null)
                fields.Fault("closeBeforeExpiryHours", "is for the category option; set it to null.");
            return;
        }

        RefuseSymbols(fields, strategy);
        if (strategy is { Option.MaxDays: var most, CloseBeforeExpiryHours: { } hours } && hours >= most * HoursOfADay) fields.Fault(
            "closeBeforeExpiryHours", "is as long before the expiry as option.maxDays allows to buy: nothing would be bought; lower it.");
        if (strategy.Leverage is not null) fields.Fault("leverage", "is not for options; set it to null.");
        if (strategy.Pyramiding > 0) fields.Fault("pyramiding", "is not for options; set it to 0.");
        if (strategy is { Option: null, Direction: AllowedDirection.Short }) fields.Fault(
            "direction", "short would sell options, and the bot only buys them; set it to long, and name puts to gain from a fall.");
        if (strategy is { OrderType: OrderType.Market, MaxSlippagePercent: null } && !IsUnread(fields, "maxSlippagePercent")) fields.Fault(
            "orderType", "market needs maxSlippagePercent: the books of options are thin; set it, or make orderType limit.");
        if (UsesRanges(strategy)) fields.Fault(
            "category", "option has no bars for an average true range (atr); measure by percent, and size by riskPercent.");
    }

    // What depends on a field that cannot be read is not told as well: it says nothing of what was meant.
    private static bool IsUnread(JsonFields fields, string name) => fields.Faults.Exists(fault => fault.Field == name);

    private static void RefuseSymbols(JsonFields fields, Strategy strategy)
    {
        if (IsUnread(fields, "option")) return;
        for (var at = 0; at < strategy.Symbols.Count; at++)
        {
            var symbol = strategy.Symbols[at];
            var isContract = OptionContract.Find(symbol) is not null;
            if (strategy.Option is null && !isContract)
                fields.Fault($"symbols[{at}]", "is no option; name one such as BTC-27MAR26-70000-C-USDT, or let \"option\" choose one.");
            else if (strategy.Option is not null && (isContract || OptionUnderlying.Find(symbol) is null))
                fields.Fault($"symbols[{at}]", "must be the underlying, such as BTCUSDT, where \"option\" chooses the contract.");
        }
    }

    private static bool UsesRanges(Strategy strategy) =>
        strategy.Sizing.Bars is not null || strategy.StopLoss?.Atr is not null || strategy.Trailing?.Atr is not null
        || strategy.TakeProfits.Any(static rule => rule.Distance.Atr is not null);
}
