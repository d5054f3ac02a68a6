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

    /// <summary>What an orchestrator must not say and the durable SDK's analyzers, which are errors there, do not see.</summary>
    public static readonly string[] NotInOrchestrators = [@"\bConfigureAwait\b", @"\bCancelAsync\b", @"\block\s*\(", @"\bILogger\b", @"\bI[A-Z]\w+(Store|Journal|Log|Switch|Ledger)\b"];

    /// <summary>What decides: Core beyond its ids, and the clock. Activities and timers hand on to a verb and decide nothing.</summary>
    public static readonly string[] NotInPlatformShape = [@"\busing TradingBot\.Core\.(?!Identifiers;)[\w.]+", @"\bTimeProvider\b", @"\bTimeSpan\b"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Each use as "file: word".</summary>
    public static IReadOnlyList<string> Uses(IEnumerable<SourceFile> files, params string[] patterns) =>
    [
        .. from file in files
           from pattern in patterns
           from Match use in Regex.Matches(file.Code, pattern, RegexOptions.None, Patience)
           select $"{file}: {use.Value}",
    ];
}
