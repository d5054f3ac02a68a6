using TradingBot.Functions.Tests.Contract;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Catalogues;

public sealed class CataloguePageTests
{
    private static readonly string File = RepositoryRoot.At("functions", "docs", "catalogues.md");

    [Fact]
    public void Page_of_the_documentation_is_that_of_the_catalogues()
    {
        var page = CataloguePage.Of(CoreCatalogue.All);
        if (Environment.GetEnvironmentVariable("ACCEPT_CATALOGUES") == "1")
            System.IO.File.WriteAllText(File, page);

        Assert.Equal(page, System.IO.File.ReadAllText(File).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Page_lists_every_word_once_in_each_catalogue()
    {
        var lines = CataloguePage.Of(CoreCatalogue.All).Split('\n');

        Assert.All(CoreCatalogue.All.SelectMany(static catalogue => catalogue.Rows), row =>
            Assert.Single(lines, line => line.StartsWith($"| `{row.Word}` |", StringComparison.Ordinal)
                && line.Contains(row.Meaning, StringComparison.Ordinal)));
    }

    [Fact]
    public void Page_tells_the_life_of_a_trade() => Assert.Contains(
        "| close requested | Somebody or something asked for the trade to be closed. | `open` to `closing` | `pending`, `opening`, `closing` |\n",
        CataloguePage.Of(CoreCatalogue.All),
        StringComparison.Ordinal);
}
