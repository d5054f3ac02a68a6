using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>
/// WunderTrading: <c>code</c>, or a code and nothing else as the whole text. What a code means is told by the strategy's table, since every
/// bot there has codes of its own; and a code names no symbol, so the strategy has one alone.
/// </summary>
internal sealed class WunderTradingFormat : IAlertFormat
{
    private const int LongestCode = 128;
    private const int LongestWord = 40;
    private const string Code = "code";

    // As its codes are made: one of five words, in any case, with whatever tells the bot behind it.
    private static readonly Regex LikeACode = new(
        @"\A(enter-long|enter-short|exit-long|exit-short|exit-all)([_\-][\w\-.]{0,100})?\z",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    public AlertFormat Format => AlertFormat.WunderTrading;

    public string Name => "WunderTrading";

    public bool Recognises(AlertBody body, Strategy? strategy)
    {
        if (body.IsObject) return body.IsForeignWith(Code);
        var text = body.Text.Trim();
        return strategy?.AlertCodes.ContainsKey(text) == true || LikeACode.IsMatch(text);
    }

    public Translation Translate(AlertBody body, Strategy strategy)
    {
        var alert = new Translator(body.Json ?? AlertBody.Object((Code, body.Text.Trim())));
        if (alert.Sent.Text(Code, LongestCode) is not { } code)
            return new Translation.Unclear("code is missing, or was not filled in; send one of the codes of the strategy's alertCodes.");
        if (!strategy.AlertCodes.TryGetValue(code, out var meaning))
        {
            return new Translation.Unclear(
                $"code '{PlainText.Of(code, JsonTexts.ShownOfAValue)}' is none of the strategy's alertCodes; add it there with what it means.");
        }

        if (strategy.Symbols is not [var symbol])
            return new Translation.Unclear("code names no symbol, and the strategy has several; give it one symbol, or a strategy for each.");
        alert.Say("symbol", symbol.Value, Code);
        Mean(alert, meaning);
        ReadOrder(alert);
        alert.Carry(alert.Sent, "leverage", "leverage");
        var isEntry = meaning is AlertCode.EnterLong or AlertCode.EnterShort;
        if (isEntry) AskSize(alert, strategy);
        if (isEntry && alert.Sent.Flag("reduceOnly") == true) alert.Fault("reduceOnly", "is true beside a code that enters; leave it out.");
        if (alert.Within("stopLoss") is { } stop) ReadStop(alert, stop);
        ReadTargets(alert);
        return alert.Done();
    }

    private static void Mean(Translator alert, AlertCode meaning)
    {
        var (field, word) = meaning switch
        {
            AlertCode.EnterLong => ("position", "long"),
            AlertCode.EnterShort => ("position", "short"),
            AlertCode.ExitLong => ("action", "closeLong"),
            AlertCode.ExitShort => ("action", "closeShort"),
            AlertCode.ExitAll => ("action", "close"),
            _ => throw new ArgumentOutOfRangeException(nameof(meaning), meaning, "Unknown meaning of a code."),
        };
        alert.Say(field, word, Code);
    }

    private static void ReadOrder(Translator alert)
    {
        alert.Carry(alert.Sent, "orderType", "orderType");
        var isLimit = string.Equals(alert.Sent.Text("orderType", LongestWord), "limit", StringComparison.OrdinalIgnoreCase);
        alert.Carry(alert.Sent, "price", isLimit ? "limitPrice" : "price");
    }

    private static void AskSize(Translator alert, Strategy strategy)
    {
        const string Unit = "amountPerTradeType";
        var unit = alert.Sent.Text(Unit, LongestWord)?.ToLowerInvariant() ?? "no amountPerTradeType";
        SizingMode? mode = unit switch
        {
            "quote" when strategy.Category != Category.Inverse => SizingMode.FixedNotional,
            "base" when strategy.Category != Category.Inverse => SizingMode.FixedQuantity,
            "contracts" when strategy.Category == Category.Inverse => SizingMode.FixedQuantity,
            _ => null,
        };
        SizeWords.Ask(alert, alert.Sent, "amountPerTrade", Unit, unit, mode, strategy);
    }

    private static void ReadStop(Translator alert, JsonFields stop)
    {
        if (stop.Has("price")) alert.Carry(stop, "price", "stopLoss.price");
        if (Percent(stop, "priceDeviation") is { } percent)
            alert.Say("stopLoss.percent", percent, stop.PathOf("priceDeviation"));
    }

    private static void ReadTargets(Translator alert)
    {
        var targets = new JsonArray();
        foreach (var target in alert.AllWithin("takeProfits"))
        {
            var ours = new JsonObject();
            var place = $"takeProfits[{targets.Count}]";
            if (target.Raw("price") is { } price) ours["price"] = JsonNode.Parse(price.GetRawText());
            if (Percent(target, "priceDeviation") is { } percent) ours["percent"] = percent;
            if (Percent(target, "portfolio") is { } share) ours["close"] = share;
            alert.Call($"{place}.percent", target.PathOf("priceDeviation"));
            alert.Call($"{place}.close", target.PathOf("portfolio"));
            targets.Add(ours);
        }

        if (targets.Count > 0) alert.Say("takeProfits", targets, "takeProfits");
    }

    // Told as a ratio: 0.01 is one percent.
    private static string? Percent(JsonFields fields, string name) =>
        fields.Number(name, min: 0, max: 1, aboveMin: true) is { } ratio ? DecimalText.Write(ratio * 100) : null;
}
