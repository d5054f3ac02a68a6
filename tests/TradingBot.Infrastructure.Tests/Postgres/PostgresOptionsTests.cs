using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class PostgresOptionsTests
{
    [Theory]
    [InlineData(null, 40)]
    [InlineData("", 40)]
    [InlineData("10", 10)]
    [InlineData("500", 500)]
    public void Connections_are_those_of_the_setting_or_forty(string? text, int expected) =>
        Assert.Equal(expected, PostgresOptions.From(Configuration(text)).MaxConnections);

    [Theory]
    [InlineData("9")]
    [InlineData("501")]
    [InlineData("-20")]
    [InlineData("4e1")]
    [InlineData("forty")]
    public void Number_out_of_range_is_refused_by_name(string text)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => PostgresOptions.From(Configuration(text)).MaxConnections);

        Assert.Equal($"Postgres:MaxConnections is '{text}'; use a whole number from 10 to 500.", refusal.Message);
    }

    [Fact]
    public void Sample_and_table_tell_the_default()
    {
        var usual = PostgresOptions.From(Configuration(null)).MaxConnections.ToString(CultureInfo.InvariantCulture);
        var sample = JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("local.settings.sample.json")))!["Values"]!;

        Assert.Equal(usual, (string?)sample["Postgres__MaxConnections"]);
        Assert.Contains($"| `Postgres:MaxConnections` | {usual} |", File.ReadAllText(RepositoryRoot.At("functions", "docs", "settings.md")), StringComparison.Ordinal);
    }

    private static IConfigurationRoot Configuration(string? text) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Postgres:MaxConnections"] = text }).Build();
}
