using System.Text.Json.Nodes;

namespace TradingBot.Infra.Tests;

public sealed class DeployedShapeTests
{
    private const string VaultSecretsUser = "4633458b-17de-408a-b874-0445c86b69e6";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bot_and_api_share_no_function()
    {
        var deployment = await Deployment.ByDefault;
        var notInBot = deployment.DisabledFunctions("bot");
        var notInApi = deployment.DisabledFunctions("api");
        Assert.Contains("PostHalt", notInBot);
        Assert.Contains("Webhook", notInApi);
        Assert.Empty(notInBot.Intersect(notInApi, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Only_the_api_is_linked_to_the_dashboard()
    {
        var deployment = await Deployment.ByDefault;
        var link = deployment.One("Microsoft.Web/staticSites/linkedBackends");
        var backend = (string)link["properties"]!["backendResourceId"]!;
        Assert.Contains("format('api-{0}'", backend, StringComparison.Ordinal);
        Assert.DoesNotContain("format('bot-{0}'", backend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_and_orchestrations_stay_warm()
    {
        var deployment = await Deployment.ByDefault;
        var warm = deployment.App("bot")["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]!.AsArray();
        Assert.Equal([("http", 1), ("durable", 1)], warm.Select(w => ((string)w!["name"]!, (int)w["instanceCount"]!)));
    }

    [Fact]
    public async Task Defaults_keep_real_money_out()
    {
        var deployment = await Deployment.ByDefault;
        foreach (var role in new[] { "bot", "api" })
        {
            Assert.Equal("testnet", deployment.Settings(role)["Bybit__Environment"]);
            Assert.Equal("false", deployment.Settings(role)["Trading__AllowMainnet"]);
        }
    }

    [Fact]
    public async Task Real_money_needs_both_switches()
    {
        var oneSwitch = await Deployment.PredictAsync("param bybitEnvironment = 'mainnet'", Token);
        Assert.Equal("false", oneSwitch.Settings("bot")["Trading__AllowMainnet"]);
        var bothSwitches = await Deployment.PredictAsync("param bybitEnvironment = 'mainnet'\nparam allowMainnet = true", Token);
        Assert.Equal("true", bothSwitches.Settings("bot")["Trading__AllowMainnet"]);
    }

    [Fact]
    public async Task Nothing_accepts_a_shared_key_or_password()
    {
        var deployment = await Deployment.ByDefault;
        Assert.All(
            deployment.OfType("Microsoft.Storage/storageAccounts"), a => Assert.False((bool)a["properties"]!["allowSharedKeyAccess"]!));
        Assert.Equal(
            "Disabled", (string)deployment.One("Microsoft.DBforPostgreSQL/flexibleServers")["properties"]!["authConfig"]!["passwordAuth"]!);
        Assert.True((bool)deployment.One("Microsoft.Communication/communicationServices")["properties"]!["disableLocalAuth"]!);
        Assert.True((bool)deployment.One("Microsoft.Insights/components")["properties"]!["DisableLocalAuth"]!);
        Assert.All(
            deployment.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies"),
            p => Assert.False((bool)p["properties"]!["allow"]!));
        Assert.All(deployment.OfType("Microsoft.Web/sites"), s => Assert.True((bool)s["properties"]!["httpsOnly"]!));
    }

    [Fact]
    public async Task Settings_hold_no_secret_in_clear()
    {
        var deployment = await Deployment.ByDefault;
        foreach (var role in new[] { "bot", "api" })
        {
            foreach (var (name, value) in deployment.Settings(role))
            {
                // The name of a secret, not a secret.
                if (name == "KeyVault__ExchangeSecret")
                    continue;
                if (name.Contains("Secret", StringComparison.Ordinal) || name.Contains("ApiKey", StringComparison.Ordinal)
                    || name.Contains("Token", StringComparison.Ordinal))
                    Assert.Contains("@Microsoft.KeyVault(", value, StringComparison.Ordinal);
                Assert.DoesNotContain("Password=", value, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("AccountKey=", value, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public async Task Exchange_keys_are_for_the_bot_alone()
    {
        var deployment = await Deployment.ByDefault;
        Assert.DoesNotContain(deployment.Settings("api").Keys, name => name.StartsWith("KeyVault", StringComparison.Ordinal));
        Assert.Equal("true", deployment.Settings("api")["Bybit__WithoutKeys"]);
        Assert.DoesNotContain("Bybit__WithoutKeys", deployment.Settings("bot").Keys);
        var readers = deployment.OfType("Microsoft.Authorization/roleAssignments").Where(r => Role(r) == VaultSecretsUser).ToList();
        Assert.Contains("botIdentity", (string)Assert.Single(readers)["properties"]!["principalId"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_key_is_read_by_the_bot_and_lies_in_no_setting()
    {
        var deployment = await Deployment.ByDefault;
        var settings = deployment.Settings("bot");
        Assert.Contains("format('vault-{0}'", settings["KeyVault__Uri"], StringComparison.Ordinal);
        Assert.EndsWith(".outputs.uri.value]", settings["KeyVault__Uri"], StringComparison.Ordinal);
        Assert.Equal("Bybit--KeyPair", settings["KeyVault__ExchangeSecret"]);
        foreach (var role in new[] { "bot", "api" })
        {
            // A reference would be resolved at start and stay as it was until a restart.
            Assert.DoesNotContain(
                deployment.Settings(role).Values, value => value.Contains("@Microsoft.KeyVault(", StringComparison.Ordinal));
            Assert.DoesNotContain("Bybit__ApiKey", deployment.Settings(role).Keys);
            Assert.DoesNotContain("Bybit__ApiSecret", deployment.Settings(role).Keys);
        }
    }

    [Fact]
    public async Task Roles_are_given_on_single_resources()
    {
        var deployment = await Deployment.ByDefault;
        // The id of an assignment on a resource is built from that resource's id; one on the group would begin with the group's.
        Assert.All(
            deployment.OfType("Microsoft.Authorization/roleAssignments"),
            r => Assert.StartsWith("[if(equals(resourceId(", (string)r["id"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_connections_than_the_server_has_are_refused()
    {
        var (exitCode, output, _) = await Deployment.TryPredictAsync(
            "param scale = { bot: { instances: 8, connectionsEach: 4 }, api: { instances: 2, connectionsEach: 4 } }", Token);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("scale asks for 40 connections", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixed_outbound_address_brings_a_private_road_to_the_ledger()
    {
        var open = await Deployment.ByDefault;
        Assert.Empty(open.OfType("Microsoft.Network/natGateways"));
        Assert.NotEmpty(open.OfType("Microsoft.DBforPostgreSQL/flexibleServers/firewallRules"));

        var closed = await Deployment.PredictAsync("param fixedOutboundAddress = true", Token);
        Assert.Equal(
            "Disabled", (string)closed.One("Microsoft.DBforPostgreSQL/flexibleServers")["properties"]!["network"]!["publicNetworkAccess"]!);
        Assert.Empty(closed.OfType("Microsoft.DBforPostgreSQL/flexibleServers/firewallRules"));
        var subnets = closed.One("Microsoft.Network/virtualNetworks")["properties"]!["subnets"]!.AsArray();
        Assert.Equal(["bot", "api", "endpoints"], subnets.Select(s => (string)s!["name"]!));
        Assert.All(subnets.Take(2), s => Assert.NotNull(s!["properties"]!["natGateway"]));
        Assert.Contains("botSubnetId", (string)closed.App("bot")["properties"]!["virtualNetworkSubnetId"]!, StringComparison.Ordinal);
        Assert.Contains("apiSubnetId", (string)closed.App("api")["properties"]!["virtualNetworkSubnetId"]!, StringComparison.Ordinal);
    }

    private static string Role(JsonNode assignment) =>
        ((string)assignment["properties"]!["roleDefinitionId"]!).Split('/')[^1].Split('\'')[0];
}
