using System.Text;
using TradingBot.Core.Settings;

namespace TradingBot.Functions.Tests.Settings;

/// <summary>Every setting of the options classes as the table of functions/docs/settings.md.</summary>
internal static class SettingsTable
{
    private const string Head = """
        # Settings

        Environment variables (`Section__Name`), the command line, or `Values` in `local.settings.json`. Blank counts as not set. A value that
        cannot be used and a name that is not listed here, in a section that is or nearly is, end the start; all of them are told at once.

        Generated from the options classes; not edited by hand: run the tests of `TradingBot.Functions.Tests` with `ACCEPT_SETTINGS=1` to
        write it anew.

        | setting | default | may be | meaning | where |
        |---|---|---|---|---|

        """;

    public static string Of(IEnumerable<SettingsSection> sections)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var setting in sections.SelectMany(static section => section.Settings))
        {
            var example = setting.Example is null ? "" : $", for example `{setting.Example}`";
            text.Append($"| `{setting.Name}` | {(setting.Default.Length == 0 ? "empty" : Cell(setting.Default))} ")
                .Append($"| {Cell(setting.Allowed)}{example}{(setting.IsSecret ? "; secret" : "")} ")
                .Append($"| {Cell(setting.Meaning)} | {setting.Where ?? "both"} |\n");
        }

        return text.ToString();
    }

    // Stars of a schedule would be read as emphasis.
    private static string Cell(string text) =>
        text.Contains('*', StringComparison.Ordinal) ? $"`{text}`" : text.Replace("|", "\\|", StringComparison.Ordinal);
}
