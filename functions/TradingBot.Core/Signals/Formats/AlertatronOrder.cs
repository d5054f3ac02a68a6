using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>
/// One market or limit order of Alertatron. A position is where to be after it. An amount is what to order: whether that opens or closes
/// depends there on what is held, so it is taken where it is told: by reduceOnly, or by a strategy of one side.
/// </summary>
internal static class AlertatronOrder
{
    private const string LimitCloses =
        "limit would close at a price of its own; give the strategy takeProfits for that, or close with market.";

    private static readonly HashSet<string> Known =
        new(["side", "amount", "position", "offset", "reduceOnly", "postOnly", "tag"], StringComparer.OrdinalIgnoreCase);

    public static Translation Translate(string command, string symbol, Dictionary<string, string> arguments, Strategy strategy)
    {
        if (arguments.Keys.FirstOrDefault(static name => !Known.Contains(name)) is { } unknown)
            return new Translation.Unclear($"{PlainText.Of(unknown, JsonTexts.ShownOfAValue)} is no argument of {command} that is taken; leave it out.");
        if (arguments.ContainsKey("position") == arguments.ContainsKey("amount"))
            return new Translation.Unclear($"{command} needs either amount, what to order, or position, where to be after it.");
        var sent = arguments.Select(static argument => (argument.Key.ToLowerInvariant(), argument.Value));
        var alert = new Translator(AlertBody.Object([("symbol", symbol), ("command", command), .. sent]));
        alert.Carry(alert.Sent, "symbol", "symbol");
        alert.Sent.Raw("command");
        var isOnly = arguments.TryGetValue("reduceOnly", out var only) && IsTrue(only);
        alert.Sent.Raw("reduceonly");
        var why = arguments.ContainsKey("position")
            ? Reach(alert, arguments, isOnly, command == "limit", strategy)
            : Order(alert, arguments, isOnly, command == "limit", strategy);
        if (why is not null) return new Translation.Unclear(why);
        ReadOrder(alert, command, arguments);
        return alert.Done();
    }

    private static string? Reach(Translator alert, Dictionary<string, string> arguments, bool isOnly, bool isLimit, Strategy strategy)
    {
        if (arguments.ContainsKey("side")) return "side belongs to amount; beside position leave it out.";
        if (!DecimalText.TryParse(arguments["position"], out var target))
            return "position is no plain number; send the quantity, below 0 for a short, and 0 for flat.";
        alert.Sent.Raw("position");
        if (target == 0)
        {
            if (isLimit) return LimitCloses;
            alert.Say("position", "flat", "position");
            return null;
        }

        if (isOnly) return "position with reduceOnly may leave another position than it says; send position=0, or an amount.";
        alert.Say("position", target > 0 ? "long" : "short", "position");
        Size(alert, strategy, SizingMode.FixedQuantity, DecimalText.Write(Math.Abs(target)), "position");
        return null;
    }

    private static string? Order(Translator alert, Dictionary<string, string> arguments, bool isOnly, bool isLimit, Strategy strategy)
    {
        var side = arguments.GetValueOrDefault("side")?.ToLowerInvariant();
        if (side is not ("buy" or "sell")) return "side is missing; send side=buy or side=sell.";
        alert.Sent.Raw("side");
        var (opens, closes) = side == "buy" ? (Direction.Long, Direction.Short) : (Direction.Short, Direction.Long);
        var (text, unit) = Split(arguments["amount"]);
        if (!DecimalText.TryParse(text, out var amount) || amount <= 0) return "amount is no number above 0, with %, %b or %p after it at most.";
        if (unit is not ("" or "%" or "%b" or "%p")) return "amount is in a unit that is not taken; use a quantity, % of the balance or %p of the position.";
        alert.Sent.Raw("amount");
        var isExit = isOnly || unit == "%p" || Only(strategy) == closes;
        if (!isExit && Only(strategy) != opens)
            return "amount may open or close in a strategy of both sides; send position, where to be after it, or reduceOnly=true for an exit.";
        if (!isExit)
        {
            alert.Say("position", opens == Direction.Long ? "long" : "short", "side");
            Size(alert, strategy, unit == "" ? SizingMode.FixedQuantity : SizingMode.EquityPercent, DecimalText.Write(amount), "amount");
            return null;
        }

        if (isLimit) return LimitCloses;
        alert.Say("action", closes == Direction.Long ? "closeLong" : "closeShort", "side");
        if (unit == "%p" && amount < 100) alert.Say("reduce.percent", DecimalText.Write(amount), "amount");
        if (unit == "" && strategy.Sizing.Mode is SizingMode.FixedQuantity or SizingMode.FollowContracts)
            alert.Say("reduce.size", DecimalText.Write(Held(amount, strategy)), "amount");
        return null;
    }

    // What its numbers are of what is really held.
    private static decimal Held(decimal amount, Strategy strategy) =>
        strategy.Sizing.Mode == SizingMode.FollowContracts ? amount * strategy.Sizing.Value : amount;

    private static void Size(Translator alert, Strategy strategy, SizingMode mode, string value, string field)
    {
        if (mode == SizingMode.FixedQuantity && strategy.Sizing.Mode == SizingMode.FollowContracts)
            alert.Say("contracts", value, field);
        else if (mode == strategy.Sizing.Mode)
            alert.Say("size", new JsonObject { ["mode"] = EnumNames.Write(mode), ["value"] = value }, field);
        else alert.Fault(field, $"is not how the strategy sizes, which is {EnumNames.Write(strategy.Sizing.Mode)}; set its sizing to {EnumNames.Write(mode)}.");
    }

    private static void ReadOrder(Translator alert, string command, Dictionary<string, string> arguments)
    {
        alert.Say("orderType", command, "command");
        if (arguments.TryGetValue("postOnly", out var post) && IsTrue(post)) alert.Fault("postonly", "is not taken; leave it out.");
        alert.Sent.Raw("postonly");
        if (!arguments.TryGetValue("offset", out var offset))
        {
            if (command == "limit") alert.Fault("offset", "is missing; send offset=@ and the price.");
            return;
        }

        alert.Sent.Raw("offset");
        if (command == "limit" && offset.StartsWith('@')) alert.Say("limitPrice", offset[1..], "offset");
        else alert.Fault("offset", "is no price; send offset=@ and the price, in a limit order, or leave it out.");
    }

    private static Direction? Only(Strategy strategy) => strategy switch
    {
        { Direction: AllowedDirection.Long } or { Category: Category.Spot } => Direction.Long,
        { Direction: AllowedDirection.Short } => Direction.Short,
        _ => null,
    };

    private static (string Number, string Unit) Split(string amount)
    {
        var at = amount.IndexOf('%', StringComparison.Ordinal);
        return at < 0 ? (amount, "") : (amount[..at].Trim(), amount[at..].ToLowerInvariant());
    }

    private static bool IsTrue(string text) => text.Equals("true", StringComparison.OrdinalIgnoreCase) || text == "1";
}
