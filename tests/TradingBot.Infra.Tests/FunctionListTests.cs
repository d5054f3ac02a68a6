using System.Text.RegularExpressions;
using TradingBot.TestKit;

namespace TradingBot.Infra.Tests;

public sealed partial class FunctionListTests
{
    [Fact]
    public async Task Every_function_in_the_source_belongs_to_exactly_one_app()
    {
        var deployment = await Deployment.ByDefault;
        var listed = deployment.DisabledFunctions("bot").Concat(deployment.DisabledFunctions("api")).ToHashSet(StringComparer.Ordinal);
        var unlisted = FunctionsInSource().Where(f => !listed.Contains(f)).ToList();
        Assert.True(unlisted.Count == 0, $"Not in infra/functions.bicep, so both apps would run them: {string.Join(", ", unlisted)}");
    }

    [Theory]
    [InlineData("[Function(\"Webhook\")]", "Webhook")]
    [InlineData("[Function(nameof(PlaceEntry))]", "PlaceEntry")]
    [InlineData("[Function(nameof(Activities.PlaceEntry))]", "PlaceEntry")]
    [InlineData("[Function(FunctionNames.Sweep), Other]", "Sweep")]
    public void Function_name_is_read_from_its_attribute(string source, string name) => Assert.Equal([name], NamesIn(source));

    private static IEnumerable<string> FunctionsInSource() =>
        Directory.EnumerateFiles(RepositoryRoot.At("functions", "TradingBot.Functions"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => NamesIn(File.ReadAllText(f)));

    private static IEnumerable<string> NamesIn(string source) => FunctionAttribute().Matches(source).Select(m => m.Groups["name"].Value);

    // The last identifier of: a literal, a nameof, or a constant.
    [GeneratedRegex(
        """\[Function\((?:nameof\()?"?(?:\w+\.)*(?<name>\w+)"?\)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FunctionAttribute();
}
