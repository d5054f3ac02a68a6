using System.Text.RegularExpressions;
using TradingBot.Core.Foundation;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>
/// PineConnector: <c>60123456789,buy,BTCUSDT,sl_pct=1</c>. What its keys mean without a unit, and what they mean in pips or lots, depends
/// on settings of a terminal that is not there; such keys are refused by name, and so is what is not known: it may be a condition.
/// </summary>
internal sealed class PineConnectorFormat : IAlertFormat
{
    private const int LongestWord = 40;

    private static readonly Regex Mark = new(
        @"\A\s*[0-9]{6,20}\s*,", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly string[] Harmless = ["comment", "secret"];

    public AlertFormat Format => AlertFormat.PineConnector;

    public string Name => "PineConnector";

    public bool Recognises(AlertBody body, Strategy? strategy) => !body.IsObject && Mark.IsMatch(body.Text);

    public Translation Translate(AlertBody body, Strategy strategy)
    {
        if (ReadParts(body.Text) is not var (command, parts))
        {
            return new Translation.Unclear(
                "The alert does not begin as PineConnector's do, with the licence number, a command and a symbol, and commas between.");
        }

        var alert = new Translator(AlertBody.Object([.. parts]));
        if (Mean(alert, command, strategy) is { } why) return new Translation.Unclear(why);
        alert.Sent.Raw("licence");
        alert.Sent.Raw("command");
        alert.Carry(alert.Sent, "symbol", "symbol");
        ReadStop(alert);
        ReadTarget(alert);
        foreach (var key in parts.Select(static part => part.Name).Skip(3).Where(key => alert.Sent.Unread.Contains(key)).Except(Harmless))
            alert.Fault(key, WhyNot(key));
        foreach (var key in Harmless) alert.Sent.Raw(key);
        return alert.Done();
    }

    private static string? Mean(Translator alert, string command, Strategy strategy)
    {
        var (field, word) = command switch
        {
            "buy" or "long" or "bull" or "bullish" => ("position", "long"),
            "sell" or "short" or "bear" or "bearish" => ("position", "short"),
            "closelong" => ("action", "closeLong"),
            "closeshort" => ("action", "closeShort"),
            "closelongshort" => ("action", "close"),
            "closeall" when strategy.Symbols.Count == 1 => ("action", "close"),
            "closeall" => ("", "closeall means every symbol, and the strategy has several; send closelongshort for each of them."),
            "newsltplong" or "newsltpshort" => ("",
                $"{command} moves stops and targets, which alerts cannot; give the strategy trailing or breakEven, or move them by hand."),
            _ => ("", $"The command {PlainText.Of(command, LongestWord)} is not taken; use buy, sell, closelong, closeshort, closelongshort or closeall."),
        };
        if (field.Length == 0) return word;
        alert.Say(field, word, "command");
        if (field == "position") alert.Say("orderType", "market", "command");
        return null;
    }

    private static void ReadStop(Translator alert)
    {
        foreach (var (theirs, ours) in new[] { ("sl_pct", "stopLoss.percent"), ("sl_price", "stopLoss.price") })
        {
            if (alert.Sent.Has(theirs)) alert.Carry(alert.Sent, theirs, ours);
        }
    }

    private static void ReadTarget(Translator alert)
    {
        if (alert.Sent.Has("tp_pct") && alert.Sent.Has("tp_price"))
            alert.Fault("tp_price", "is one of two; send only one of: tp_pct, tp_price.");
        else if (alert.Sent.Has("tp_pct")) alert.Target(alert.Sent, "tp_pct", "percent");
        else if (alert.Sent.Has("tp_price")) alert.Target(alert.Sent, "tp_price", "price");
        alert.Sent.Raw("tp_pct");
        alert.Sent.Raw("tp_price");
    }

    private static string WhyNot(string key) => key switch
    {
        "sl" or "tp" => $"has no unit of its own; send {key}_pct or {key}_price, or leave it out, so that the strategy's counts.",
        "sl_pips" or "tp_pips" => $"is in pips, which there are none of here; send {key[..2]}_pct or {key[..2]}_price.",
        "risk" => "has no unit of its own; leave it out, so that the strategy's size is taken.",
        _ when key[0] == '#' => "is no name=value, or its name stands there already; leave it out.",
        _ when key.StartsWith("vol_", StringComparison.Ordinal) => "is a size of another account; leave it out, so that the strategy's size is taken.",
        _ => "is not taken; leave it out.",
    };

    private static (string Command, List<(string Name, string Value)> Parts)? ReadParts(string text)
    {
        var cells = text.Split(',', StringSplitOptions.TrimEntries);
        if (cells.Length < 3 || cells[..3].Any(static cell => cell.Length == 0 || cell.Contains('='))) return null;
        var command = cells[1].ToLowerInvariant();
        List<(string Name, string Value)> parts = [("licence", cells[0]), ("command", command), ("symbol", cells[2])];
        foreach (var cell in cells[3..])
        {
            var at = cell.IndexOf('=', StringComparison.Ordinal);
            var name = at < 1 ? "" : cell[..at].Trim().ToLowerInvariant();
            var isNew = name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')
                && !parts.Exists(part => part.Name == name);
            parts.Add(isNew ? (name, cell[(at + 1)..].Trim('"', ' ')) : ($"#{parts.Count + 1}", cell));
        }

        return (command, parts);
    }
}
