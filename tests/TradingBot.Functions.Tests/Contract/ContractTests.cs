using System.Text.Json.Nodes;
using TradingBot.Functions.Api.Operations;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Contract;

/// <summary>
/// The committed document is what the code says. A change of the contract is accepted with TRADINGBOT_ACCEPT_CONTRACT=1, which writes the
/// file; the difference is then read in the commit.
/// </summary>
public sealed class ContractTests
{
    private static readonly string File = RepositoryRoot.At("functions", "TradingBot.Functions", "Api", "openapi.json");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Committed_document_is_what_the_functions_declare()
    {
        var generated = await ContractDocument.WriteAsync(Token);
        if (Environment.GetEnvironmentVariable("TRADINGBOT_ACCEPT_CONTRACT") == "1")
            await System.IO.File.WriteAllTextAsync(File, generated, Token);

        var committed = (await System.IO.File.ReadAllTextAsync(File, Token)).ReplaceLineEndings("\n");

        Assert.True(generated == committed, $"The contract changed. If that is meant: TRADINGBOT_ACCEPT_CONTRACT=1.\n{Difference(committed, generated)}");
    }

    [Fact]
    public void Changed_line_is_shown_with_its_neighbours() =>
        Assert.Equal("line 2\n  a\n- b\n+ x\n+ y\n  c", Difference("a\nb\nc\nd", "a\nx\ny\nc\nd"));

    [Fact]
    public async Task Every_decimal_tells_its_unit()
    {
        var document = JsonNode.Parse(await ContractDocument.WriteAsync(Token))!;

        var silent = from schema in document["components"]!["schemas"]!.AsObject()
                     from property in schema.Value!["properties"]?.AsObject() ?? []
                     where property.Value!.ToJsonString().Contains("schemas/Decimal", StringComparison.Ordinal)
                         && property.Value["x-unit"] is null
                     select $"{schema.Key}.{property.Key}";

        Assert.Empty(silent);
    }

    [Fact]
    public async Task Every_catalogue_of_the_core_is_in_the_contract_with_what_its_words_mean()
    {
        var schemas = JsonNode.Parse(await ContractDocument.WriteAsync(Token))!["components"]!["schemas"]!;

        Assert.All(CoreCatalogue.All, catalogue =>
        {
            var words = Assert.IsType<JsonObject>(schemas[catalogue.RowType.Name]?["x-words"]);
            Assert.Equal(catalogue.Rows.Select(static row => row.Word), words.Select(static word => word.Key));
            Assert.Equal(catalogue.Rows.Select(static row => row.Meaning), words.Select(static word => (string?)word.Value!["meaning"]));
        });
        Assert.Equal(4, CoreCatalogue.All.Count);
    }

    [Fact]
    public void Bot_serves_the_committed_document() => Assert.Equal(System.IO.File.ReadAllBytes(File), GetOpenApi.Document);

    // Everything between the first and the last line that differ, and one line around it.
    private static string Difference(string before, string after)
    {
        var (old, fresh) = (before.Split('\n'), after.Split('\n'));
        var same = old.Zip(fresh).TakeWhile(static pair => pair.First == pair.Second).Count();
        var tail = old.Skip(same).Reverse().Zip(fresh.Skip(same).Reverse()).TakeWhile(static pair => pair.First == pair.Second).Count();
        return string.Join('\n',
        [
            $"line {same + 1}",
            .. old.Skip(same - 1).Take(Math.Min(1, same)).Select(static line => $"  {line}"),
            .. old[same..^tail].Select(static line => $"- {line}"),
            .. fresh[same..^tail].Select(static line => $"+ {line}"),
            .. old.TakeLast(tail).Take(1).Select(static line => $"  {line}"),
        ]);
    }
}
