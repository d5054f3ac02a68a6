using System.Text.RegularExpressions;
using TradingBot.TestKit;

namespace TradingBot.Architecture.Tests;

/// <summary>
/// How the house reads: one public type a file, named after it; no long files; no clock and no chance in the rules of trading.
/// </summary>
public sealed partial class FileTests
{
    private const int MostLines = 300;

    private static readonly IReadOnlyList<SourceFile> All = SourceFile.Below("functions");

    [Fact]
    public void Each_public_type_has_a_file_of_its_own_name() => Assert.Empty(All.SelectMany(Misplaced));

    [Theory]
    [InlineData("public sealed class Right;\npublic record Wrong;")]
    [InlineData("public static class Wrong\n{\n}")]
    [InlineData("public readonly record struct Wrong(int Value);")]
    [InlineData("public delegate Task<int> Wrong(int value);")]
    public void Type_rule_fails_for_a_stranger_in_the_file(string code) =>
        Assert.Equal(["Right.cs: Wrong"], Misplaced(new SourceFile("Right.cs", code)));

    [Fact]
    public void No_file_is_longer_than_a_reader_bears() => Assert.DoesNotContain(All, IsLong);

    [Fact]
    public void Length_rule_fails_for_a_long_file() => Assert.True(IsLong(new SourceFile("Long.cs", new string('\n', MostLines + 1))));

    [Fact]
    public void No_line_is_wider_than_the_column_limit() =>
        Assert.Empty(All.SelectMany(static file => file.OverLimit.Select(line => $"{file}: {line.Trim()}")));

    [Fact]
    public void Column_limit_of_the_rule_is_the_editors() =>
        Assert.Contains($"max_line_length = {SourceFile.Columns}", File.ReadAllText(RepositoryRoot.At(".editorconfig")), StringComparison.Ordinal);

    [Theory]
    [InlineData(141, 1)]
    [InlineData(140, 0)]
    public void Column_rule_fails_just_past_the_limit(int columns, int faults) =>
        Assert.Equal(faults, new SourceFile("Wide.cs", new string('x', columns)).OverLimit.Count());

    [Fact]
    public void Rules_of_trading_read_no_clock_and_throw_no_dice() =>
        Assert.Empty(Words.Uses(SourceFile.Below("functions", "TradingBot.Core"), Words.ClockAndChance));

    [Theory]
    [InlineData("var now = clock.GetUtcNow(); TimeProvider clock;")]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("await Task.Delay(wait, time, token);")]
    [InlineData("var id = Guid.CreateVersion7();")]
    public void Clock_rule_fails_for_a_clock(string code) =>
        Assert.NotEmpty(Words.Uses([new SourceFile("Wrong.cs", code)], Words.ClockAndChance));

    private static bool IsLong(SourceFile file) => file.Lines > MostLines + 1;

    private static IEnumerable<string> Misplaced(SourceFile file) =>
        PublicType().Matches(file.Code).Select(static match => match.Groups["name"].Value).Where(name => name != file.Name)
            .Select(name => $"{file}: {name}");

    [GeneratedRegex(@"^public\s+(?:(?:static|sealed|abstract|partial|readonly|unsafe)\s+)*(?:class|record struct|record class|record|struct|interface|enum|delegate\s+[\w<>\[\]?,. ]+?)\s+(?<name>\w+)\s*[<({;:\r\n]", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PublicType();
}
