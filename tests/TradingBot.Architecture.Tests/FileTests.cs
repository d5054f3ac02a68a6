using System.Text.RegularExpressions;
using TradingBot.TestKit;

namespace TradingBot.Architecture.Tests;

/// <summary>
/// How the house reads: a file is named after its public type, and only small records and enums of its family stand beside it; no long
/// files; no clock and no chance in the rules of trading.
/// </summary>
public sealed partial class FileTests
{
    private const int MostLines = 300;

    /// <summary>Lines of code, comments not counted, of a record or an enum that has no file of its own.</summary>
    private const int MostLinesOfSmall = 15;

    private static readonly IReadOnlyList<SourceFile> All = SourceFile.Below("functions");

    private static readonly IReadOnlyList<SourceFile> WithTests = [.. All, .. SourceFile.Below("tests")];

    [Fact]
    public void Each_public_type_has_a_file_of_its_own_name_or_is_small_and_of_the_family() => Assert.Empty(All.SelectMany(Misplaced));

    [Theory]
    [InlineData("public sealed class Right;\npublic record Wrong;")]
    [InlineData("public static class Wrong\n{\n}")]
    [InlineData("public readonly record struct Wrong(int Value);")]
    [InlineData("public delegate Task<int> Wrong(int value);")]
    [InlineData("public record Right(Wrong It);\npublic class Wrong;")]
    [InlineData("public record Right(Wrong It);\npublic interface Wrong;")]
    [InlineData("public record Right(Wrong It);\npublic enum Wrong\n{\n1,\n2,\n3,\n4,\n5,\n6,\n7,\n8,\n9,\n10,\n11,\n12,\n13,\n}")]
    [InlineData("public record Right;\n// Right names it in a comment only: Wrong\npublic record Wrong;")]
    public void Type_rule_fails_for_a_stranger_in_the_file(string code) =>
        Assert.Equal(["Right.cs: Wrong"], Misplaced(new SourceFile("Right.cs", code)));

    [Theory]
    [InlineData("public record Right(Small It);\n\npublic enum Small\n{\n    One,\n}")]
    [InlineData("public interface Right;\n\npublic record Small(Right It);")]
    [InlineData(
        "public class Right\n{\n    Small it;\n}\n\npublic record Small(Smaller It);\n\npublic readonly record struct Smaller(int Value);")]
    public void Type_rule_lets_a_small_one_stand_beside_what_names_it_or_what_it_names(string code) =>
        Assert.Empty(Misplaced(new SourceFile("Right.cs", code)));

    [Fact]
    public void No_file_is_longer_than_a_reader_bears() => Assert.DoesNotContain(WithTests, IsLong);

    [Fact]
    public void Length_rule_fails_for_a_long_file() => Assert.True(IsLong(new SourceFile("Long.cs", new string('\n', MostLines + 1))));

    [Fact]
    public void No_line_is_wider_than_the_column_limit() =>
        Assert.Empty(WithTests.SelectMany(static file => file.OverLimit.Select(line => $"{file}: {line.Trim()}")));

    [Fact]
    public void Column_limit_of_the_rule_is_the_editors() =>
        Assert.Contains(
            $"max_line_length = {SourceFile.Columns}", File.ReadAllText(RepositoryRoot.At(".editorconfig")), StringComparison.Ordinal);

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

    private static IEnumerable<string> Misplaced(SourceFile file)
    {
        var types = PublicTypesOf(file);
        var family = new HashSet<string>(StringComparer.Ordinal);
        var joins = types.Where(type => type.Name == file.Name).Select(static type => type.Name).ToList();
        while (joins.Count > 0)
        {
            family.UnionWith(joins);
            joins = [.. types.Where(type => type.IsSmall && !family.Contains(type.Name) && types.Any(
                member => family.Contains(member.Name) && (member.Names(type) || type.Names(member)))).Select(static type => type.Name)];
        }

        return types.Where(type => !family.Contains(type.Name)).Select(type => $"{file}: {type.Name}");
    }

    private static List<DeclaredType> PublicTypesOf(SourceFile file)
    {
        var matches = PublicType().Matches(file.Code);
        return
        [
            .. matches.Select((match, i) => new DeclaredType(
                match.Groups["kind"].Value, match.Groups["name"].Value,
                file.Code[match.Index..(i + 1 < matches.Count ? matches[i + 1].Index : file.Code.Length)])),
        ];
    }

    private sealed record DeclaredType(string Kind, string Name, string Code)
    {
        public bool IsSmall => (Kind == "enum" || Kind.StartsWith("record", StringComparison.Ordinal))
            && Code.Split('\n').Count(static line => !string.IsNullOrWhiteSpace(line)) <= MostLinesOfSmall;

        public bool Names(DeclaredType other) => Regex.IsMatch(Code, $@"\b{other.Name}\b", RegexOptions.None, TimeSpan.FromSeconds(5));
    }

    [GeneratedRegex(@"^public\s+(?:(?:static|sealed|abstract|partial|readonly|unsafe)\s+)*(?<kind>class|record struct|record class|record|struct|interface|enum|delegate\s+[\w<>\[\]?,. ]+?)\s+(?<name>\w+)\s*[<({;:\r\n]", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PublicType();
}
