using System.Text.RegularExpressions;

namespace TradingBot.Architecture.Tests;

/// <summary>Forbids words in code.</summary>
internal static class Words
{
    /// <summary>Reading a clock, waiting, and chance: all of these come from outside.</summary>
    public static readonly string[] ClockAndChance =
    [
        @"\bTimeProvider\b", @"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b", @"\bStopwatch\b", @"\bEnvironment\.TickCount", @"\bTask\.Delay\b", @"\bThread\b",
        @"\bGuid\.(NewGuid|CreateVersion7)\b", @"\bRandom(NumberGenerator)?\b",
    ];

    /// <summary>What would make an orchestrator do something else when it is replayed, or do real work itself.</summary>
    public static readonly string[] NotInOrchestrators =
    [
        .. ClockAndChance, @"\bTask\.Run\b", @"\bConfigureAwait\b", @"\bCancelAsync\b", @"\bHttpClient\b", @"\bNpgsql", @"\bFile\.", @"\bEnvironment\.",
        @"\bIExchange\b", @"\bITradeLedger\b", @"\bISignalJournal\b", @"\bI[A-Z]\w+(Store|Journal|Board|Switch)\b", @"\bILogger\b", @"\block\s*\(",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Each use as "file: word".</summary>
    public static IReadOnlyList<string> Uses(IEnumerable<SourceFile> files, params string[] patterns) =>
        [.. from file in files from pattern in patterns from Match use in Regex.Matches(file.Code, pattern, RegexOptions.None, Patience) select $"{file}: {use.Value}"];
}
