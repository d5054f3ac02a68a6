using TradingBot.Core.Foundation;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>
/// TradersPost: <c>ticker</c> and <c>action</c>, and no secret, which stands in the address. A sentiment is where the position is to be
/// after the order, or flat, and outweighs the action: buy and flat closes a short and opens nothing.
/// </summary>
internal sealed class TradersPostFormat : IAlertFormat
{
    private const int LongestWord = 40;
    private const string Quantity = "quantity";
    private const string QuantityType = "quantityType";

    private static readonly string[] OfOptions =
        ["optionType", "intrinsicValue", "expiration", "strikePrice", "strikeCount", "strikesAway"];

    private static readonly string[] OfStopOrders = ["stopPrice", "trailAmount", "trailPercent"];

    public AlertFormat Format => AlertFormat.TradersPost;

    public string Name => "TradersPost";

    public bool Recognises(AlertBody body, Strategy? strategy) => body.IsForeignWith("ticker", "action") && !body.Has("secret");

    public Translation Translate(AlertBody body, Strategy strategy)
    {
        var alert = new Translator(body.Json!.Value);
        var sent = alert.Sent;
        var (action, side) = (Word(sent, "action"), Sentiment(alert));
        if (side is null && action is not ("buy" or "sell" or "exit" or "cancel" or "add"))
        {
            return new Translation.Unclear(sent.IsUnresolved("action") || sent.IsUnresolved("sentiment")
                ? "The placeholders of action and sentiment were not filled in: {{strategy.…}} exists only in alerts made on a strategy. Write "
                  + "the action out (buy, sell, exit, cancel or add)."
                : "Neither action (buy, sell, exit, cancel or add) nor sentiment (bullish, bearish or flat) says what to do.");
        }

        alert.Carry(sent, "ticker", "symbol");
        alert.Carry(sent, "interval", "interval");
        alert.Carry(sent, "time", "firedAt");
        alert.Carry(sent, sent.Has("signalPrice") ? "signalPrice" : "price", "price");
        alert.Carry(sent, "test", "dryRun");
        Mean(alert, action, side, strategy);
        ReadOrder(alert);
        ReadStop(alert);
        ReadTarget(alert);
        return alert.Done();
    }

    private static void Mean(Translator alert, string? action, string? side, Strategy strategy)
    {
        var opens = action switch { "buy" => "long", "sell" => "short", _ => null };
        alert.Call("action", "action");
        if (side is not null) alert.Call("position", "sentiment");
        switch (action)
        {
            case "buy" or "sell":
                alert.Say("action", action, "action");
                if (side is "long" or "short" && side != opens)
                {
                    Shrink(alert, side, strategy);
                    return;
                }

                break;
            case "exit" or "cancel" when side == "flat":
                break;
            case "exit":
                alert.Say("action", "close", "action");
                TakePart(alert, strategy);
                return;
            case "cancel":
                alert.Say("action", "cancel", "action");
                return;
            case "add":
                alert.Say("action", "add", "action");
                break;
            default:
                alert.Fault("action", "is not known; use buy, sell, exit, cancel or add.");
                break;
        }

        if (side is not null) alert.Say("position", side, "sentiment");
        if (side != "flat") AskSize(alert, strategy);
    }

    // An order against the side that is to be left: of which a part is sold, or, where none is told, all.
    private static void Shrink(Translator alert, string side, Strategy strategy)
    {
        var isPart = alert.Sent.Has(Quantity);
        if (isPart) TakePart(alert, strategy);
        alert.Say("position", isPart ? side : "flat", "sentiment");
    }

    private static void TakePart(Translator alert, Strategy strategy)
    {
        var type = TypeOf(alert);
        SizeWords.Take(
            alert, alert.Sent, Quantity, isShare: type == "percent_of_position", isQuantity: type == "fixed_quantity", strategy);
    }

    private static void AskSize(Translator alert, Strategy strategy)
    {
        var type = TypeOf(alert);
        SizingMode? mode = type switch
        {
            "fixed_quantity" => SizingMode.FixedQuantity,
            "dollar_amount" => SizingMode.FixedNotional,
            "risk_dollar_amount" when strategy.Category != Markets.Category.Inverse => SizingMode.RiskAmount,
            "percent_of_equity" => SizingMode.EquityPercent,
            _ => null,
        };
        SizeWords.Ask(alert, alert.Sent, Quantity, QuantityType, type, mode, strategy);
    }

    private static string TypeOf(Translator alert) => Word(alert.Sent, QuantityType) ?? "fixed_quantity";

    private static void ReadOrder(Translator alert)
    {
        alert.Carry(alert.Sent, "orderType", "orderType");
        alert.Carry(alert.Sent, "limitPrice", "limitPrice");
        foreach (var name in OfStopOrders.Where(alert.Sent.Has))
            alert.Fault(name, "belongs to stop orders, which are not taken; send orderType market or limit, and a stop for the position as stopLoss.");
        foreach (var name in OfOptions.Where(alert.Sent.Has))
            alert.Fault(name, "is of an option, and options are not traded; leave it out.");
    }

    private static void ReadStop(Translator alert)
    {
        if (alert.Within("stopLoss") is not { } stop) return;
        var isTrailing = stop.Has("trailPercent") || stop.Has("trailAmount");
        switch (Word(stop, "type"))
        {
            case null or "stop":
                break;
            case "trailing_stop" when isTrailing:
                break;
            case "trailing_stop":
                stop.Fault("type", "is trailing_stop; add trailPercent or trailAmount.");
                break;
            default:
                stop.Fault("type", "is not taken; use stop or trailing_stop.");
                break;
        }

        foreach (var (theirs, ours) in new[]
        {
            ("percent", "stopLoss.percent"), ("stopPrice", "stopLoss.price"),
            ("trailPercent", "trailing.percent"), ("trailAmount", "trailing.distance"),
        })
        {
            if (stop.Has(theirs)) alert.Carry(stop, theirs, ours);
        }

        if (stop.Has("amount")) stop.Fault("amount", "is a distance that is not taken; send percent or stopPrice.");
        if (stop.Has("limitPrice")) stop.Fault("limitPrice", "is of a stop that may not be filled; leave it out.");
    }

    private static void ReadTarget(Translator alert)
    {
        if (alert.Within("takeProfit") is not { } target) return;
        var said = new[] { ("percent", "percent"), ("limitPrice", "price"), ("price", "price") }.Where(way => target.Has(way.Item1)).ToList();
        if (target.Has("amount")) target.Fault("amount", "is a distance that is not taken; send percent or limitPrice.");
        if (said.Count > 1) target.Fault(said[1].Item1, $"is one of several; send only one of: percent, limitPrice.");
        if (said is [var (theirs, ours)]) alert.Target(target, theirs, ours);
    }

    private static string? Sentiment(Translator alert)
    {
        var word = Word(alert.Sent, "sentiment");
        switch (word)
        {
            case "bullish" or "long":
                return "long";
            case "bearish" or "short":
                return "short";
            case "flat" or null:
                return word;
            default:
                alert.Fault("sentiment", "is not known; use bullish, long, bearish, short or flat.");
                return null;
        }
    }

    private static string? Word(JsonFields fields, string name) => fields.Text(name, LongestWord)?.ToLowerInvariant();
}
