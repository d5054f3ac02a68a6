using TradingBot.Core.Trades;
using TradingBot.TestKit;

namespace TradingBot.Core.Tests.ExitRules;

public sealed class ExitRulePageTests
{
    private static readonly string Folder = RepositoryRoot.At("functions", "docs");

    private static bool IsAccepted => Environment.GetEnvironmentVariable("ACCEPT_EXIT_RULES") == "1";

    public static TheoryData<string> Names => [.. ExitRule.All.Select(static rule => rule.Name)];

    [Fact]
    public void Page_is_that_of_the_rules() => AssertFile("exit-rules.md", ExitRulePage.Of(ExitRule.All));

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_is_what_the_code_does(string name)
    {
        var rule = ExitRule.All.Single(rule => rule.Name == name);

        AssertFile(Path.Combine("exit-rules", ExitRulePage.FileOf(rule)), ExitPicture.Of(rule, new ExitWalk(rule)));
    }

    // A road on which a rule does nothing would show nothing of it.
    [Theory]
    [MemberData(nameof(Names))]
    public void Road_shows_what_its_rule_does(string name)
    {
        var walk = new ExitWalk(ExitRule.All.Single(rule => rule.Name == name));

        Assert.True(walk.IsStopped, "The stop is never hit.");
        Assert.Equal(walk.Stops.Order(), walk.Stops);
        var moves = walk.Trade.StopMoves is not { BreakEven: null, Trailing: null };
        Assert.Equal(moves, walk.Trade.MovedStopLoss is not null);
        if (moves)
            Assert.True(walk.Stops[^1] >= StopPolicy.BreakEven(walk.Trade, offsetPercent: 0, tick: 0.1m));
    }

    [Fact]
    public void No_picture_is_left_over() => Assert.Equal(
        ExitRule.All.Select(ExitRulePage.FileOf).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(Folder, "exit-rules")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static void AssertFile(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        if (IsAccepted)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.Equal(text, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }
}
