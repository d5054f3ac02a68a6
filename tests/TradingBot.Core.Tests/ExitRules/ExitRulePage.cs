using System.Text;

namespace TradingBot.Core.Tests.ExitRules;

/// <summary>Every rule with its picture, as functions/docs/exit-rules.md.</summary>
internal static class ExitRulePage
{
    private const string Head = """
        # Exit rules

        What the rules of a strategy do with the stop of a long trade: entry at 60,000, stop 2 % below. The black line is the price, the red one the
        stop, green are the targets (✓ reached), and the red dot is where the stop is hit. A short trade is the same upside down. What each field
        means and takes: [alerts](alerts.md#stops-that-move).

        Drawn by the bot's own code; not edited by hand: run the tests of `TradingBot.Core.Tests` with `ACCEPT_EXIT_RULES=1` to draw it anew.

        """;

    public static string Of(IEnumerable<ExitRule> rules)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var rule in rules)
        {
            text.Append($"\n## {rule.Name}\n\n");
            if (rule.Settings.Length > 0)
                text.Append($"`{rule.Settings}`\n\n");
            text.Append($"{rule.Meaning}\n\n![{rule.Name}](exit-rules/{FileOf(rule)})\n");
        }

        return text.ToString();
    }

    public static string FileOf(ExitRule rule) => $"{rule.Name.ToLowerInvariant().Replace(' ', '-')}.svg";
}
