using System.Text.RegularExpressions;
using TradingBot.TestKit;

namespace TradingBot.Architecture.Tests;

/// <summary>
/// The pages of functions/docs name code that exists, link to files that exist, and their picture of the projects has the arrows of the
/// project files.
/// </summary>
public sealed partial class DocumentTests
{
    /// <summary>Names in pictures that look like code and are none.</summary>
    private static readonly string[] ProperNames = ["PostgreSQL", "TradingView"];

    private static readonly IReadOnlyList<SourceFile> Sources = SourceFile.Below("functions");

    private static readonly HashSet<string> Identifiers =
        [.. Sources.SelectMany(static file => Identifier().Matches(file.Code)).Select(static match => match.Value)];

    /// <summary>The table of every setting, which another test holds against the options classes.</summary>
    private static readonly string SettingsTable = Read("functions/docs/settings.md");

    /// <summary>The pages whose every word in backticks is looked up.</summary>
    public static TheoryData<string> Pages => ["glossary.md", "architecture.md"];

    /// <summary>Every page of functions/docs, and the ladder of tests.</summary>
    public static TheoryData<string> LinkingPages =>
    [
        .. Directory.EnumerateFiles(RepositoryRoot.At("functions", "docs"), "*.md")
            .Select(static path => $"functions/docs/{Path.GetFileName(path)}"),
        "tests/README.md",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_names_only_what_exists(string page) => Assert.Empty(Unknown(Read($"functions/docs/{page}")));

    [Theory]
    [InlineData("`NoSuchType` follows a trade.", "NoSuchType")]
    [InlineData("`TradeMonitor.NoSuchMember` looks.", "TradeMonitor.NoSuchMember")]
    [InlineData("`functions/TradingBot.Core/Nowhere.cs` holds it.", "functions/TradingBot.Core/Nowhere.cs")]
    [InlineData("`No:SuchSetting` turns it on.", "No:SuchSetting")]
    [InlineData("```mermaid\nflowchart LR\n  a[NoSuchType] --> b\n```\n", "NoSuchType")]
    public void Name_rule_fails_for_a_name_that_is_gone(string text, string missing) => Assert.Equal([missing], Unknown(text));

    [Theory]
    [MemberData(nameof(LinkingPages))]
    public void Page_links_to_files_that_exist(string page) => Assert.Empty(Broken(page, Read(page)));

    [Fact]
    public void Link_rule_fails_for_a_file_that_is_gone() =>
        Assert.Equal(["nowhere.md"], Broken("functions/docs/README.md", "See [there](nowhere.md) and [here](https://example.com)."));

    [Fact]
    public void Picture_of_the_projects_has_the_arrows_of_the_project_files() =>
        Assert.Equal(References(), Drawn(Read("functions/docs/architecture.md")));

    [Fact]
    public void Picture_rule_sees_an_arrow_that_no_project_file_has() =>
        Assert.Equal(["Core --> Bybit"], Drawn("```mermaid\nflowchart TD\n  Core --> Bybit\n  Bybit --> Core\n```").Except(References()));

    private static IEnumerable<string> References() =>
        ProjectFiles.Rooms
            .SelectMany(static room => ProjectFiles.RoomsOf($"functions/{room}/{room}.csproj")
                .Select(other => $"{Short(room)} --> {Short(other)}"))
            .Order(StringComparer.Ordinal);

    /// <summary>The arrows of the first picture.</summary>
    private static IEnumerable<string> Drawn(string text) =>
        Arrow().Matches(Picture().Match(text).Value).Select(static match => match.Value).Order(StringComparer.Ordinal);

    private static string Read(string page) => File.ReadAllText(RepositoryRoot.At(page.Split('/')));

    private static string Short(string room) => room["TradingBot.".Length..];

    private static IReadOnlyList<string> Unknown(string text)
    {
        var drawn = Picture().Matches(text).SelectMany(static picture => TwoHumps().Matches(picture.Value))
            .Select(static match => match.Value).Except(ProperNames);
        var quoted = Quoted().Matches(Fence().Replace(text, "")).Select(static match => match.Groups["name"].Value);
        return [.. drawn.Concat(quoted).Distinct().Where(static name => !Exists(name))];
    }

    private static bool Exists(string name) => name switch
    {
        _ when name.Contains('/') => Path.Exists(RepositoryRoot.At(name.TrimEnd('/').Split('/'))),
        _ when CodeName().IsMatch(name) => name.Split('.').All(Identifiers.Contains),
        _ when name.Contains(':') => SettingsTable.Contains($"| `{name}` |", StringComparison.Ordinal),
        _ => Sources.Any(file => file.Text.Contains(name, StringComparison.Ordinal)),
    };

    private static IEnumerable<string> Broken(string page, string text) =>
        Link().Matches(text).Select(static match => match.Groups["path"].Value)
            .Where(path => !Path.Exists(Path.Combine(Path.GetDirectoryName(RepositoryRoot.At(page.Split('/')))!, path)));

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[A-Z]\w*(?:\.[A-Z]\w*)*$", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CodeName();

    [GeneratedRegex(@"`(?<name>[^`\n]+)`", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Z]\w+\b", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TwoHumps();

    [GeneratedRegex("```mermaid[\\s\\S]*?```", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Picture();

    [GeneratedRegex("```[\\s\\S]*?```", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\w+ --> \w+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Arrow();

    [GeneratedRegex(@"\]\((?!https?:)(?<path>[^)#]+)(?:#[^)]*)?\)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();
}
