using Microsoft.DurableTask;
using Npgsql;
using TradingBot.CrashHost;
using TradingBot.LocalRuntime.Durable.Storage;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Crash;

/// <summary>Two processes on one database.</summary>
public sealed class TwoWorkerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_spreads_over_two_processes_and_moves_when_one_is_killed()
    {
        await using var source = await postgres.CreateDatabaseAsync(Token);
        await DurableTaskSchema.MigrateAsync(source, "pulse", Token);
        await using var one = await CrashWorker.StartAsync("durable", source.ConnectionString, "pulse", "one");
        await using var other = await CrashWorker.StartAsync("durable", source.ConnectionString, "pulse", "other");
        await using var client = new DurableTaskClientHost(source, "pulse");
        var instances = 0;
        // An instance stays where it began, so work is handed in until both have some.
        await Eventually.ValueAsync(
            async () =>
            {
                await client.Client.ScheduleNewOrchestrationInstanceAsync(
                    PulseWork.Name, 2000, new StartOrchestrationOptions($"pulse-{instances++}"), Token);
                return (One: await BeatingOnAsync(source, "one"), Other: await BeatingOnAsync(source, "other"));
            },
            beating => beating is { One: >= 5, Other: >= 5 },
            "new work does not spread over both",
            TimeSpan.FromSeconds(60),
            Token);
        var killed = TimeProvider.System.GetTimestamp();
        await one.KillAsync();

        await Eventually.TrueAsync(
            async () => await BeatingOnAsync(source, "other") == instances,
            $"not all work moved: {other.Errors}",
            TimeSpan.FromSeconds(15),
            Token);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"taken over within {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s");
        Assert.NotEqual(0, await CountAsync(source, HistoryQueries.Results("pulse")));
        Assert.Equal(0, await CountAsync(source, HistoryQueries.ResultsTwice("pulse")));
    }

    [Fact]
    public async Task Timer_function_in_two_processes_runs_once_a_tick()
    {
        await using var source = await postgres.CreateDatabaseAsync(Token);
        await using (var table = source.CreateCommand("CREATE TABLE ticks (before timestamptz NOT NULL, worker text NOT NULL)"))
            await table.ExecuteNonQueryAsync(Token);
        await using var one = await CrashWorker.StartAsync("ticks", source.ConnectionString, "-", "one");
        await using var other = await CrashWorker.StartAsync("ticks", source.ConnectionString, "-", "other");

        await Eventually.TrueAsync(
            async () => await CountAsync(source, "SELECT count(*) FROM ticks") >= 8, "too few ticks", TimeSpan.FromSeconds(30), Token);
        await one.KillAsync();
        var before = await CountAsync(source, "SELECT count(*) FROM ticks WHERE worker = 'other'");
        await Eventually.TrueAsync(
            async () => await CountAsync(source, "SELECT count(*) FROM ticks WHERE worker = 'other'") >= before + 3,
            "the survivor does not tick",
            cancellationToken: Token);

        Assert.Equal(0, await CountAsync(source, "SELECT count(*) FROM (SELECT 1 FROM ticks GROUP BY before HAVING count(*) > 1) twice"));
    }

    private static Task<long> BeatingOnAsync(NpgsqlDataSource source, string worker) =>
        CountAsync(source, $"""SELECT count(*) FROM pulse.instances WHERE custom_status = '"{worker}"'""");

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
