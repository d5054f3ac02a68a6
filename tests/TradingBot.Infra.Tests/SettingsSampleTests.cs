using System.Text.Json.Nodes;
using TradingBot.TestKit;

namespace TradingBot.Infra.Tests;

public sealed class SettingsSampleTests
{
    private static readonly string Table = File.ReadAllText(RepositoryRoot.At("functions", "docs", "settings.md"));

    private static readonly IReadOnlyDictionary<string, string> Sample =
        JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("local.settings.sample.json")))!["Values"]!.AsObject()
            .ToDictionary(p => p.Key, p => (string)p.Value!);

    [Fact]
    public async Task Sample_names_every_setting_of_our_own_that_a_deployment_sets()
    {
        var deployment = await Deployment.ByDefault;
        var own = deployment.Settings("bot").Keys.Concat(deployment.Settings("api").Keys)
            .Where(k => k.Contains("__", StringComparison.Ordinal) && !k.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal));
        Assert.All(own, name => Assert.Contains(name, Sample.Keys));
    }

    [Fact]
    public void Sample_names_only_settings_that_exist() => Assert.All(Sample.Keys.Where(IsOwn), AssertExists);

    [Fact]
    public async Task Deployment_names_only_settings_that_exist()
    {
        var deployment = await Deployment.ByDefault;
        Assert.All(deployment.Settings("bot").Keys.Concat(deployment.Settings("api").Keys).Where(IsOwn), AssertExists);
    }

    [Theory]
    [InlineData("Bybit__ApiKey")]
    [InlineData("Bybit__ApiSecret")]
    [InlineData("Auth__AdminPassword")]
    [InlineData("Auth__ApiToken")]
    [InlineData("Postgres__ConnectionString")]
    public void Sample_leaves_secrets_empty(string name) => Assert.Equal("", Sample[name]);

    [Fact]
    public void Sample_trades_paper_money()
    {
        Assert.Equal("paper", Sample["Bybit__Environment"]);
        Assert.Equal("false", Sample["Trading__AllowMainnet"]);
    }

    private static bool IsOwn(string name) =>
        name.Contains("__", StringComparison.Ordinal) && !name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal);

    private static void AssertExists(string name) =>
        Assert.Contains($"| `{name.Replace("__", ":", StringComparison.Ordinal)}` |", Table, StringComparison.Ordinal);
}
