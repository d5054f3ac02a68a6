using System.Text.RegularExpressions;

namespace TradingBot.Architecture.Tests;

/// <summary>A log event is known by its number, in whichever program it appears: one number, one event.</summary>
public sealed partial class LogEventTests
{
    [Fact]
    public void No_two_log_events_have_one_number() => Assert.Empty(Faults(SourceFile.Below("functions")));

    [Theory]
    [InlineData("[LoggerMessage(EventId = 1, Level = LogLevel.Error)]", "[LoggerMessage(1, LogLevel.Error)]", "1: A.cs, B.cs")]
    [InlineData("[LoggerMessage(\n    EventId = 2, Level = LogLevel.Error)]", "[LoggerMessage(LogLevel.Error)]", "without a number: B.cs")]
    [InlineData("[LoggerMessage(EventId = 3)]\n[LoggerMessage(3)]", "", "3: A.cs, A.cs")]
    public void Number_rule_fails_for_a_number_that_is_taken_or_missing(string one, string other, string fault) =>
        Assert.Equal([fault], Faults([new SourceFile("A.cs", one), new SourceFile("B.cs", other)]));

    private static IReadOnlyList<string> Faults(IEnumerable<SourceFile> files) =>
    [
        .. from file in files
           from message in LoggerMessage().Matches(file.Code)
           let number = message.Groups["number"].Value
           group file.ToString() by number into users
           where users.Key.Length == 0 || users.Count() > 1
           select $"{(users.Key.Length == 0 ? "without a number" : users.Key)}: {string.Join(", ", users)}",
    ];

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:(?:EventId\s*=\s*)?(?<number>\d+))?", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex LoggerMessage();
}
