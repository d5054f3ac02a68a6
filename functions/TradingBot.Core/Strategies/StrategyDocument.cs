using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Strategies;

/// <summary>The JSON form of a strategy. Unknown names are faults: a typing mistake must not silently switch off a stop.</summary>
public static class StrategyDocument
{
    private const int MostAdditions = 20;
    private const int DefaultMaxLagSeconds = 60;
    private const int DefaultEntryValidMinutes = 60;
    private const decimal DefaultMaxDriftPercent = 1m;
    private const decimal MostSlippagePercent = 10m;
    private const decimal MostSlippagePercentOfOptions = 50m;
    private const decimal LeastMaxSlippagePercent = 0.01m;
    private const int LeastChaseSeconds = 2;
    private const int SecondsOfAnHour = 3600;
    private const int SecondsOfADay = 86_400;

    // Less is the pace of the network and of the timer that looks for it.
    private const int LeastSilentMinutes = 5;
    private const int MinutesOfAMonth = 43_200;
    private const int MinutesOfAYear = 525_600;
    private const decimal LeastHoursBeforeExpiry = 0.1m;
    private const decimal HoursOfAMonth = 720;

    // The longest bar that an order may wait through is a week's. Size, stop and risk were reckoned when it was approved, and it holds its
    // symbol and its share of the limits all that time.
    private const int MinutesOfAWeek = 10_080;

    public static StrategyReading Read(JsonElement json, StrategyKey key)
    {
        if (json.ValueKind != JsonValueKind.Object || !JsonTexts.AreReadable(json))
            return new StrategyReading.Faulty([new Fault("", "The strategy must be a JSON object of plain characters.")]);
        var faults = new List<Fault>();
        var fields = JsonFields.OfDocument(json, faults);
        if (fields.Text("key", maxLength: 64) is { } named
            && named != key.Value) fields.Fault("key", $"differs from '{key}' in the address; leave it out.");
        var strategy = ReadStrategy(fields, key);
        var token = ReadToken(fields);
        RefuseLaterWork(fields, strategy);
        StopMoveFields.RefuseMissingTargets(fields, strategy.BreakEven, strategy.Trailing, strategy.TakeProfits.Count);
        faults.AddRange(fields.Unread.Select(static name => new Fault(name, "is not a field of a strategy; check its spelling.")));
        return faults.Count > 0 ? new StrategyReading.Faulty(faults) : new StrategyReading.Valid(strategy, token);
    }

    public static JsonObject Write(Strategy strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return new JsonObject
        {
            ["key"] = strategy.Key.Value,
            ["name"] = strategy.Name,
            ["state"] = EnumNames.Write(strategy.State),
            ["dryRun"] = strategy.DryRun,
            ["category"] = EnumNames.Write(strategy.Category),
            ["symbols"] = new JsonArray([.. strategy.Symbols.Select(static symbol => JsonValue.Create(symbol.Value))]),
            ["symbolAliases"] = new JsonObject(strategy.SymbolAliases
                .Select(static alias => KeyValuePair.Create(alias.Key, (JsonNode?)JsonValue.Create(alias.Value.Value)))),
            ["direction"] = EnumNames.Write(strategy.Direction),
            ["oppositeAlert"] = EnumNames.Write(strategy.OppositeAlert),
            ["orderType"] = EnumNames.Write(strategy.OrderType),
            ["sizing"] = Sizing(strategy.Sizing),
            ["leverage"] = Text(strategy.Leverage),
            ["autoLeverage"] = strategy.AutoLeverage,
            ["slippagePercent"] = DecimalText.Write(strategy.SlippagePercent),
            ["maxSlippagePercent"] = Text(strategy.MaxSlippagePercent),
            ["chaseSeconds"] = strategy.ChaseSeconds,
            ["whenUnfilled"] = EnumNames.Write(strategy.WhenUnfilled),
            ["stopLoss"] = strategy.StopLoss is { } stop ? Distance(stop) : null,
            ["takeProfits"] = new JsonArray([.. strategy.TakeProfits.Select(Target)]),
            ["trailing"] = strategy.Trailing is { } trailing ? Trailing(trailing) : null,
            ["breakEven"] = strategy.BreakEven is { } even ? BreakEven(even) : null,
            ["option"] = strategy.Option is { } option ? Option(option) : null,
            ["closeBeforeExpiryHours"] = Text(strategy.CloseBeforeExpiryHours),
            ["timeStopMinutes"] = strategy.TimeStopMinutes,
            ["keepMovedStops"] = strategy.KeepMovedStops,
            ["maxLagSeconds"] = strategy.MaxLagSeconds,
            ["silentAfterMinutes"] = strategy.SilentAfterMinutes,
            ["entryValidMinutes"] = strategy.EntryValidMinutes,
            ["maxDriftPercent"] = Text(strategy.MaxDriftPercent),
            ["cooldownSeconds"] = strategy.CooldownSeconds,
            ["pyramiding"] = strategy.Pyramiding,
            ["formats"] = new JsonArray([.. strategy.Formats.Select(static format => JsonValue.Create(EnumNames.Write(format)))]),
            ["alertCodes"] = new JsonObject(strategy.AlertCodes
                .Select(static code => KeyValuePair.Create(code.Key, (JsonNode?)JsonValue.Create(EnumNames.Write(code.Value))))),
            ["overrides"] = new JsonObject(),
            ["risk"] = new JsonObject(),
        };
    }

    private static Strategy ReadStrategy(JsonFields fields, StrategyKey key)
    {
        var symbols = SymbolFields.Read(fields);
        var category = fields.Word<Category>("category") ?? Category.Linear;
        return ReadStrategy(fields, key, category, symbols, SymbolFields.ReadAliases(fields, symbols));
    }

    private static decimal MostSlippage(Category category) =>
        category == Category.Option ? MostSlippagePercentOfOptions : MostSlippagePercent;

    private static Strategy ReadStrategy(
        JsonFields fields, StrategyKey key, Category category, List<Symbol> symbols, Dictionary<string, Symbol> aliases) => new()
        {
            Key = key,
            Name = fields.Text("name", maxLength: 100) ?? key.Value,
            State = fields.Word<StrategyState>("state") ?? StrategyState.Active,
            DryRun = fields.Flag("dryRun") ?? false,
            Category = category,
            Symbols = symbols,
            SymbolAliases = aliases,
            Direction = fields.Word<AllowedDirection>("direction") ?? AllowedDirection.Both,
            OppositeAlert = fields.Word<OppositeAlert>("oppositeAlert") ?? OppositeAlert.Reverse,
            OrderType = fields.Word<OrderType>("orderType") ?? OrderType.Market,
            Sizing = SizingFields.Read(fields),
            Leverage = fields.Number("leverage", min: 1, max: 1000),
            AutoLeverage = fields.Flag("autoLeverage") ?? false,
            SlippagePercent = fields.Number("slippagePercent", min: 0, max: MostSlippage(category)) ?? 0,
            MaxSlippagePercent = fields.Number("maxSlippagePercent", min: LeastMaxSlippagePercent, max: MostSlippage(category)),
            ChaseSeconds = fields.Whole("chaseSeconds", LeastChaseSeconds, SecondsOfAnHour),
            WhenUnfilled = fields.Word<UnfilledEntry>("whenUnfilled") ?? UnfilledEntry.Cancel,
            StopLoss = ReadStop(fields),
            TakeProfits = ReadTargets(fields),
            BreakEven = StopMoveFields.ReadBreakEven(fields, RefuseUnread),
            Trailing = StopMoveFields.ReadTrailing(fields, RefuseUnread),
            Option = OptionFields.Read(fields),
            CloseBeforeExpiryHours = fields.Number("closeBeforeExpiryHours", min: LeastHoursBeforeExpiry, max: HoursOfAMonth),
            TimeStopMinutes = fields.Whole("timeStopMinutes", 1, MinutesOfAYear),
            KeepMovedStops = fields.Flag("keepMovedStops") ?? false,
            MaxLagSeconds = fields.Whole("maxLagSeconds", 1, SecondsOfAnHour) ?? DefaultMaxLagSeconds,
            SilentAfterMinutes = fields.Whole("silentAfterMinutes", LeastSilentMinutes, MinutesOfAMonth),
            EntryValidMinutes = fields.Whole("entryValidMinutes", 1, MinutesOfAWeek) ?? DefaultEntryValidMinutes,
            MaxDriftPercent = fields.Number("maxDriftPercent", min: 0, max: 100, aboveMin: true)
            ?? (fields.Mentions("maxDriftPercent") ? null : DefaultMaxDriftPercent),
            CooldownSeconds = fields.Whole("cooldownSeconds", 0, SecondsOfADay) ?? 0,
            Pyramiding = fields.Whole("pyramiding", 0, MostAdditions) ?? 0,
            Formats = FormatFields.Read(fields),
            AlertCodes = FormatFields.ReadCodes(fields),
        };

    private static void RefuseLaterWork(JsonFields fields, Strategy strategy)
    {
        fields.Unsupported("overrides", "set it to {}");
        fields.Unsupported("risk", "set it to {}");
        OptionFields.Refuse(fields, strategy);
        if (strategy is { AutoLeverage: true, Leverage: null }) fields.Fault(
            "autoLeverage", "needs leverage, the most that it may take; set it, or leave autoLeverage out.");
        if (strategy is { MaxSlippagePercent: null, ChaseSeconds: not null }) fields.Fault(
            "chaseSeconds", "needs maxSlippagePercent, how far from its price the entry may follow; set it, or leave chaseSeconds out.");
        if (strategy is { MaxSlippagePercent: null, WhenUnfilled: UnfilledEntry.Market }) fields.Fault(
            "whenUnfilled", "market needs maxSlippagePercent, how far from its price the entry may go; set it, or leave whenUnfilled out.");
        if (strategy is not { Category: Category.Spot }) return;
        if (strategy.Leverage is not null) fields.Fault("leverage", "is not for spot; set it to null.");
        if (strategy.Direction == AllowedDirection.Short) fields.Fault("direction", "short is not for spot; set it to long.");
    }

    private static PriceDistance? ReadStop(JsonFields fields)
    {
        if (fields.Object("stopLoss") is not { } stop) return null;
        var distance = DistanceFields.Read(stop, "stopLoss", forStop: true, allowPrice: false);
        RefuseUnread(stop);
        return distance;
    }

    private static IReadOnlyList<TakeProfitRule> ReadTargets(JsonFields fields)
    {
        if (fields.Objects("takeProfits") is not { } targets) return [];
        var rules = TakeProfitFields.Read(fields, targets, allowPrice: false);
        foreach (var target in targets) RefuseUnread(target);
        return rules;
    }

    private static string? ReadToken(JsonFields fields)
    {
        if (fields.Text("token", maxLength: 128) is not { } token) return null;
        if (!WebhookToken.IsOne(token))
            fields.Fault("token", "must be 22 to 128 characters of A-Z a-z 0-9 - _; leave it out to have one made.");
        return token;
    }

    internal static void RefuseUnread(JsonFields fields) =>
        fields.Faults.AddRange(fields.Unread.Select(static name => new Fault(name, "is not a known field here; check its spelling.")));

    private static JsonValue? Text(decimal? value) => value is { } number ? JsonValue.Create(DecimalText.Write(number)) : null;

    private static JsonObject Target(TakeProfitRule rule)
    {
        var target = Distance(rule.Distance);
        target["close"] = DecimalText.Write(rule.ClosePercent);
        return target;
    }

    private static JsonObject Option(OptionRule rule) => new()
    {
        ["days"] = DecimalText.Write(rule.Days),
        ["minDays"] = DecimalText.Write(rule.MinDays),
        ["maxDays"] = DecimalText.Write(rule.MaxDays),
        ["delta"] = Text(rule.Delta),
        ["outOfTheMoneyPercent"] = Text(rule.OutOfTheMoneyPercent),
        ["strike"] = Text(rule.Strike),
        ["minOpenInterest"] = DecimalText.Write(rule.MinOpenInterest),
        ["maxSpreadPercent"] = DecimalText.Write(rule.MaxSpreadPercent),
    };

    private static JsonObject BreakEven(BreakEvenRule rule) =>
        new() { ["at"] = Reached(rule.At), ["offset"] = DecimalText.Write(rule.OffsetPercent) };

    private static JsonObject Trailing(TrailingRule rule)
    {
        var trailing = rule switch
        {
            { Percent: { } percent } => new JsonObject { ["percent"] = DecimalText.Write(percent) },
            { Distance: { } distance } => new JsonObject { ["distance"] = DecimalText.Write(distance) },
            { R: { } multiple } => new JsonObject { ["r"] = DecimalText.Write(multiple) },
            { Atr: { } atr } => Range(atr),
            { FollowsTargets: true } => new JsonObject { ["targets"] = true },
            _ => throw new ArgumentException("Trailing needs a distance, or the targets.", nameof(rule)),
        };
        trailing["activation"] = rule.Activation is { } activation ? Reached(activation) : null;
        return trailing;
    }

    private static JsonObject Reached(ReachedRule rule) => rule switch
    {
        { Percent: { } percent } => new JsonObject { ["percent"] = DecimalText.Write(percent) },
        { R: { } multiple } => new JsonObject { ["r"] = DecimalText.Write(multiple) },
        { Target: { } target } => new JsonObject { ["target"] = target },
        _ => throw new ArgumentException("A place is a percent, a multiple or a target.", nameof(rule)),
    };

    private static JsonObject Distance(PriceDistance distance) => distance switch
    {
        { Percent: { } percent } => new JsonObject { ["percent"] = DecimalText.Write(percent) },
        { R: { } multiple } => new JsonObject { ["r"] = DecimalText.Write(multiple) },
        { Price: { } price } => new JsonObject { ["price"] = DecimalText.Write(price) },
        { Atr: { } atr } => Range(atr),
        _ => throw new ArgumentException("A distance is a percent, a multiple or a price.", nameof(distance)),
    };

    private static JsonObject Range(AtrRule rule) => Bars(new JsonObject { ["atr"] = DecimalText.Write(rule.Multiple) }, rule.Bars);

    private static JsonObject Bars(JsonObject json, AtrBars bars)
    {
        json["atrLength"] = bars.Length;
        json["atrInterval"] = EnumNames.Write(bars.Interval);
        return json;
    }

    private static JsonObject Sizing(Sizing sizing)
    {
        var json = new JsonObject { ["mode"] = EnumNames.Write(sizing.Mode), ["value"] = DecimalText.Write(sizing.Value) };
        if (sizing.MaxQuantity is { } most) json["maxQuantity"] = DecimalText.Write(most);
        return sizing.Bars is { } bars ? Bars(json, bars) : json;
    }
}
