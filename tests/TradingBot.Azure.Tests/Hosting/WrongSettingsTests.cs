using Npgsql;
using TradingBot.Azure.Tests.Publishing;

namespace TradingBot.Azure.Tests.Hosting;

/// <summary>Settings that cannot be used end the published program before it calls its host or touches its database.</summary>
public sealed class WrongSettingsTests(PublishedProgram program, PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_fault_is_told_at_once_and_nothing_is_made()
    {
        await using var ledger = await postgres.CreateDatabaseAsync(Token);

        var (errors, exit) = await RunAsync(ledger, new()
        {
            ["Trading__ProtectWithinSeconds"] = "30",
            ["Tradng__FollowSeconds"] = "2",
            ["Bybit__Environment"] = "peper",
            ["Bybitt__ApiKey"] = "secret-word",
            ["KeyVault__CacheSeconds"] = "0",
            ["Email__Provider"] = "AzureCommunication",
            ["Email__To"] = "nobody",
            ["Auth__ApiToken"] = "too-short",
        });

        Assert.Equal(1, exit);
        string[] faults =
        [
            "Trading:ProtectWithinSeconds is '30'; use a whole number from 1 to 9",
            "Tradng:FollowSeconds is no setting of the bot; the nearest is Trading:FollowSeconds",
            "Bybit:Environment is 'peper'; use paper, demo, testnet or mainnet",
            "Bybitt:ApiKey is no setting of the bot; the nearest is Bybit:ApiKey",
            "KeyVault:CacheSeconds is '0'; use a whole number from 1 to 3600",
            "Email:From is missing",
            "Email:To is 'nobody'",
            "Email:AzureCommunication:Endpoint is missing",
            "Auth:ApiToken cannot be used",
        ];
        Assert.All(faults, fault => Assert.Contains(fault, errors, StringComparison.Ordinal));
        Assert.DoesNotContain("secret-word", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("too-short", errors, StringComparison.Ordinal);
        await AssertEmptyAsync(ledger);
    }

    [Fact]
    public async Task Missing_database_is_refused()
    {
        await using var ledger = await postgres.CreateDatabaseAsync(Token);

        var (errors, exit) = await RunAsync(ledger, new() { ["Postgres__ConnectionString"] = "" });

        Assert.Equal((1, true), (exit, errors.Contains("Postgres:ConnectionString is missing", StringComparison.Ordinal)));
        await AssertEmptyAsync(ledger);
    }

    private async Task<(string Errors, int Exit)> RunAsync(NpgsqlDataSource ledger, Dictionary<string, string?> settings)
    {
        var folder = Directory.EnumerateFileSystemEntries(program.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToList();
        settings.TryAdd("Postgres__ConnectionString", ledger.ConnectionString);
        settings.TryAdd("FUNCTIONS_APPLICATION_DIRECTORY", program.Folder);
        // Nobody listens there: a program that got as far as calling its host would not end with a sentence on settings.
        string[] arguments =
        [
            "--functions-uri", $"http://127.0.0.1:{FreePort.Next()}", "--functions-worker-id", "worker", "--functions-request-id", "request",
            "--functions-grpc-max-message-length", "65536",
        ];
        await using var process = RunningProgram.Start(program.Assembly, arguments, settings, program.Folder);
        var exit = await process.ExitAsync();
        Assert.StartsWith("The settings are not valid: ", process.Errors, StringComparison.Ordinal);
        Assert.Equal("", process.Output);
        Assert.Equal(
            folder, Directory.EnumerateFileSystemEntries(program.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        return (process.Errors, exit);
    }

    private static async Task AssertEmptyAsync(NpgsqlDataSource ledger)
    {
        await using var schemas = ledger.CreateCommand(
            "select count(*) from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema')");
        Assert.Equal(0L, await schemas.ExecuteScalarAsync(Token));
    }
}
