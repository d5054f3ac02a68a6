using System.Text.RegularExpressions;
using TradingBot.Core.Foundation;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>
/// Alertatron: <c>MyKeys(BTCUSDT) { market(side=buy, amount=0.01); } #bot</c>. Of its commands one alone is taken: market or limit, with an
/// amount to order or a position to reach, or close. Anything more refuses the whole alert: half of it done would be something else.
/// </summary>
internal sealed class AlertatronFormat : IAlertFormat
{
    private const string Bot = "#bot";
    private const string Taken = "taken are market(…), limit(…) and close(), one of them in an alert.";

    // Without backtracking the cost is linear in the body, whatever a sender makes up.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Mark = new(@"[\w\-]\s*\([^(){}]*\)\s*\{", Options);

    private static readonly Regex Whole = new(
        @"\A\s*[\w\- ]{1,64}\((?<symbol>[^(){}]{1,80})\)\s*\{(?<commands>[^{}]*)\}\z", Options);

    private static readonly Regex Command = new(@"\A\s*(?<name>\w+)\s*\((?<arguments>[^()]*)\)\s*;?\s*\z", Options);

    public AlertFormat Format => AlertFormat.Alertatron;

    public string Name => "Alertatron";

    public bool Recognises(AlertBody body, Strategy? strategy) => !body.IsObject && Mark.IsMatch(body.Text);

    public Translation Translate(AlertBody body, Strategy strategy)
    {
        var text = body.Text.Trim();
        var whole = Whole.Match(text.EndsWith(Bot, StringComparison.Ordinal) ? text[..^Bot.Length].TrimEnd() : text);
        if (!whole.Success)
            return new Translation.Unclear("The alert is more than one block Name(SYMBOL) { … }, with #bot after it at most; send that alone.");
        if (Command.Match(whole.Groups["commands"].Value) is not { Success: true } command)
            return new Translation.Unclear($"The commands between the braces are not one that is taken: {Taken}");
        if (ReadArguments(command.Groups["arguments"].Value) is not { } arguments)
            return new Translation.Unclear("The arguments of the command cannot be read; write each as name=value, once, with commas between.");
        var name = command.Groups["name"].Value.ToLowerInvariant();
        return name switch
        {
            "close" when arguments.Count == 0 => Close(whole.Groups["symbol"].Value),
            "close" => new Translation.Unclear("close takes no arguments; to close a part, send market with side, amount=50%p and reduceOnly=true."),
            "market" or "limit" => AlertatronOrder.Translate(name, whole.Groups["symbol"].Value, arguments, strategy),
            _ => new Translation.Unclear($"The command {PlainText.Of(name, JsonTexts.ShownOfAValue)} is not taken: {Taken}"),
        };
    }

    private static Translation.InOurFields Close(string symbol)
    {
        var alert = new Translator(AlertBody.Object(("symbol", symbol), ("command", "close")));
        alert.Carry(alert.Sent, "symbol", "symbol");
        alert.Say("action", "close", "command");
        alert.Sent.Raw("command");
        return alert.Done();
    }

    private static Dictionary<string, string>? ReadArguments(string text)
    {
        var arguments = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (text.Trim().Length == 0) return arguments;
        foreach (var part in text.Split(','))
        {
            var sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides is not [{ Length: > 0 } name, { Length: > 0 } value] || !arguments.TryAdd(name, value)) return null;
        }

        return arguments;
    }
}
