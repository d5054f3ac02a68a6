using System.Text.Json.Nodes;
using TradingBot.TestKit;

namespace TradingBot.Infra.Tests;

/// <summary>What a deployment would make of main.bicep, worked out offline from a set of parameters.</summary>
internal sealed class Deployment
{
    private const string RequiredParameters = """
        param prefix = 'tbot'
        param alertEmail = 'you@example.com'
        param postgresAdministrator = { objectId: '00000000-0000-0000-0000-000000000000', name: 'you@example.com', type: 'User' }

        """;

    private static readonly Lazy<Task<Deployment>> LazyDefault = new(() => PredictAsync("", CancellationToken.None));

    private readonly JsonArray _resources;

    private Deployment(JsonArray resources) => _resources = resources;

    /// <summary>The deployment when only the required parameters are given; predicted once for all tests.</summary>
    public static Task<Deployment> ByDefault => LazyDefault.Value;

    /// <summary>Predicts the deployment for the required parameters and these further lines.</summary>
    public static async Task<Deployment> PredictAsync(string furtherParameters, CancellationToken token)
    {
        var (exitCode, output, snapshot) = await TryPredictAsync(furtherParameters, token);
        Assert.True(exitCode == 0, output);
        return new Deployment(JsonNode.Parse(snapshot)!["predictedResources"]!.AsArray());
    }

    public static async Task<(int ExitCode, string Output, string Snapshot)> TryPredictAsync(
        string furtherParameters, CancellationToken token)
    {
        using var folder = new TempFolder();
        var template = Path.GetRelativePath(folder.Path, Path.Combine(BicepCompiler.Source, "main.bicep")).Replace('\\', '/');
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "test.bicepparam"),
            $"using '{template}'\n{RequiredParameters}{furtherParameters}\n",
            token);
        var (exitCode, output) = await BicepCompiler.RunAsync(
            folder.Path, token, ["snapshot", "test.bicepparam", "--mode", "overwrite", .. Place]);
        var file = Path.Combine(folder.Path, "test.snapshot.json");
        return (exitCode, output, File.Exists(file) ? await File.ReadAllTextAsync(file, token) : "");
    }

    /// <summary>Where the predicted deployment pretends to happen; names derive from it.</summary>
    public static string[] Place { get; } =
        ["--subscription-id", Guid.Empty.ToString(), "--resource-group", "rg-tradingbot", "--location", "westeurope"];

    public IEnumerable<JsonNode> All => _resources.Select(r => r!);

    public IReadOnlyList<JsonNode> OfType(string type) => [.. All.Where(r => (string?)r["type"] == type)];

    public JsonNode One(string type) => Assert.Single(OfType(type));

    public JsonNode App(string role) =>
        Assert.Single(OfType("Microsoft.Web/sites"), r => ((string)r["name"]!).EndsWith($"-{role}", StringComparison.Ordinal));

    /// <summary>The application settings of the bot or the api.</summary>
    public IReadOnlyDictionary<string, string> Settings(string role)
    {
        var config = Assert.Single(OfType("Microsoft.Web/sites/config"), r => ((string)r["name"]!)
            .EndsWith($"-{role}/appsettings", StringComparison.Ordinal));
        return config["properties"]!.AsObject().ToDictionary(p => p.Key, p => p.Value!.ToString());
    }

    /// <summary>Names of the functions that the bot or the api is told not to run.</summary>
    public IReadOnlyList<string> DisabledFunctions(string role) =>
        [.. Settings(role).Where(s => s.Key.StartsWith("AzureWebJobs.", StringComparison.Ordinal) && s.Value == "true")
            .Select(s => s.Key.Split('.')[1])];
}
