using System.Text.RegularExpressions;

namespace TradingBot.Architecture.Tests;

/// <summary>What is written for people, and the words it is stored under, stand in the catalogues of Core and nowhere else.</summary>
public sealed partial class CatalogueTests
{
    private static readonly string[] Projects = ["TradingBot.Core", "TradingBot.Trading", "TradingBot.Infrastructure", "TradingBot.Functions"];

    private static readonly string[] Catalogues = ["TradeEvents", "TradeNotices", "SignalNotices", "Discrepancies"];

    private static readonly IReadOnlyList<SourceFile> All = [.. Projects.SelectMany(
        static project => SourceFile.Below("functions", project))];

    [Fact]
    public void No_kind_and_no_denial_code_is_typed_out() =>
        Assert.Empty(All.Where(static file => !Catalogues.Contains(file.Name)).SelectMany(Typed));

    [Theory]
    [InlineData("""new NewTradeEvent("settled", "Settled.")""")]
    [InlineData("""new Denial("signal.stale", "Too old.")""")]
    [InlineData("""new Notification(Severity.Info, "tradeOpened", "a", "b")""")]
    [InlineData("""new Discrepancy("closedPnl", category, symbol, null, "a", false)""")]
    public void Rule_fails_for_a_typed_word(string code) => Assert.NotEmpty(Typed(new SourceFile("Wrong.cs", code)));

    [Theory]
    [InlineData("TradeEventKinds")]
    [InlineData("NoticeKinds")]
    [InlineData("DiscrepancyKinds")]
    [InlineData("DenialCodes")]
    public void Every_word_of_a_catalogue_is_used(string catalogue)
    {
        var words = Constant().Matches(All.Single(file => file.Name == catalogue).Text).Select(static match => match.Groups["name"].Value)
            .ToList();
        var others = All.Where(file => file.Name != catalogue && file.Name != "DenialKinds").ToList();

        Assert.NotEmpty(words);
        Assert.All(words, word => Assert.Contains(others, file => file.Text.Contains($"{catalogue}.{word}", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Typed(SourceFile file) => TypedWord().Matches(file.Text).Select(match => $"{file}: {match.Value}");

    [GeneratedRegex(
        @"new (?:NewTradeEvent|Denial|Discrepancy)\(\s*""|Denials\.Of\(\s*""|new Notification\(\s*Severity\.\w+,\s*""",
        RegexOptions.None,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex TypedWord();

    [GeneratedRegex(@"public const string (?<name>\w+)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Constant();
}
