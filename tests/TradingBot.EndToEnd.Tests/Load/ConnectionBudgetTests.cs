using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace TradingBot.EndToEnd.Tests.Load;

/// <summary>Whatever comes at once, the bot holds no more database connections than its setting says, and an operator gets in.</summary>
public sealed partial class ConnectionBudgetTests(ITestOutputHelper output)
{
    private const int Budget = 12;
    private const int OperatorsShare = 10;
    private const int Alerts = 400;
    // Sixty a minute are taken from one strategy, and alerts that found no time are sent again.
    private const int AlertsEach = 10;
    private const string Operator = "operator";
    private const string BackendsOfTheBot = $"SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> '{Operator}'";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Burst_of_alerts_stays_within_the_budget_while_operator_and_dashboard_get_in()
    {
        await using var home = new BotHome();
        var bot = await home.StartAsync(("Postgres__MaxConnections", $"{Budget}"));
        var strategies = await AddStrategiesAsync(bot);
        await using var watcher = new NpgsqlConnection(OperatorsConnection(bot, home));
        await watcher.OpenAsync(Cancellation);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Alerts }) { BaseAddress = home.Address };
        var refusals = 0;

        var burst = Task.WhenAll(Enumerable.Range(0, Alerts)
            .Select(number => TakenAsync(http, strategies[number % strategies.Count], () => Interlocked.Increment(ref refusals))));
        var operators = OperatorsAsync(bot, home);
        var signIn = SignInAsync(home);
        var peak = 0L;
        while (!burst.IsCompleted || !operators.IsCompleted || !signIn.IsCompleted
            || await CountAsync(watcher, "SELECT count(*) FROM trading.signals WHERE status = 'received'") > 0)
            peak = Math.Max(peak, await CountAsync(watcher, BackendsOfTheBot));

        await burst;
        await operators;
        Assert.Equal(HttpStatusCode.NoContent, await signIn);
        output.WriteLine($"{Alerts} alerts at once: {peak} of {Budget} connections, {refusals} sent again.");
        // Both ends: a burst that needed few connections would prove nothing.
        Assert.InRange(peak, Budget - 2, Budget);
        Assert.Equal(Alerts, await CountAsync(watcher, "SELECT count(*) FROM trading.signals"));
        await bot.StopAsync();
    }

    private static async Task<List<TestStrategy>> AddStrategiesAsync(BotProcess bot)
    {
        var strategies = Enumerable.Range(0, Alerts / AlertsEach).Select(static number => new TestStrategy($"load-{number}", "BTCUSDT"))
            .ToList();
        foreach (var strategy in strategies)
            await bot.Api.AddAsync(strategy);
        return strategies;
    }

    // As TradingView does: the same alert again whenever there was no time to store it.
    private static async Task TakenAsync(HttpClient http, TestStrategy strategy, Action refused)
    {
        var body = strategy.Signed(TestStrategy.Action("buy")).ToJsonString();
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await http.PostAsync(
                    $"api/webhook/{strategy.Key}", new StringContent(body, Encoding.UTF8, "text/plain"), Cancellation);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                    refused();
                else
                    Assert.True(answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.OK, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}");
                return answer.IsSuccessStatusCode;
            },
            "An alert is not taken",
            Deadlines.Start,
            Cancellation);
    }

    /// <summary>All of the operator's connections at once, on a server that the burst already works on.</summary>
    private static async Task OperatorsAsync(BotProcess bot, BotHome home)
    {
        var connections = Enumerable.Range(0, OperatorsShare).Select(_ => new NpgsqlConnection(OperatorsConnection(bot, home))).ToList();
        try
        {
            foreach (var connection in connections)
                await connection.OpenAsync(Cancellation);
            Assert.True(await CountAsync(connections[0], "SELECT setting::int FROM pg_settings WHERE name = 'max_connections'") >= Budget + OperatorsShare);
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
    }

    private static async Task<HttpStatusCode> SignInAsync(BotHome home)
    {
        using var http = new HttpClient { BaseAddress = home.Address };
        using var body = new StringContent(
            new JsonObject { ["password"] = home.Password }.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("api/session", body, Cancellation);
        return answer.StatusCode;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), CultureInfo.InvariantCulture);
    }

    // What an operator reads: the port on the console, the password in the data folder.
    private static string OperatorsConnection(BotProcess bot, BotHome home)
    {
        var folder = MovedTo().Match(bot.Output) is { Success: true } moved
            ? moved.Groups["folder"].Value
            : Path.Combine(home.Data, "postgres");
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(ServerPort().Match(bot.Output).Groups["port"].Value, CultureInfo.InvariantCulture),
            Database = "tradingbot",
            Username = "tradingbot",
            Password = File.ReadAllText(Path.Combine(folder, "password")).Trim(),
            ApplicationName = Operator,
            Pooling = false,
        }.ConnectionString;
    }

    [GeneratedRegex(@"PostgreSQL listens on 127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServerPort();

    // Under root, where PostgreSQL's user may not reach the data folder.
    [GeneratedRegex(
        @"cannot reach \S+/postgres: using (?<folder>\S+) instead", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MovedTo();
}
