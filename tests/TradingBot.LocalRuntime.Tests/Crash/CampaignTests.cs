using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TradingBot.CrashHost;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.LocalRuntime.Durable.Storage;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Crash;

/// <summary>
/// A worker process killed and cut off its database again and again: the outputs are those of a run that nobody disturbed.
/// <c>TRADINGBOT_LONG=1</c> runs the full campaign, <c>TRADINGBOT_SEED</c> repeats the draws of a failed one.
/// </summary>
public sealed class CampaignTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_worker_loses_nothing_and_does_nothing_twice()
    {
        var isLong = Environment.GetEnvironmentVariable("TRADINGBOT_LONG") == "1";
        var scale = isLong ? CampaignScale.Long : CampaignScale.Short;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TRADINGBOT_SEED"), out var given)
            ? given
            : RandomNumberGenerator.GetInt32(int.MaxValue);
        await using var source = await postgres.CreateDatabaseAsync(Token);
        await DurableTaskSchema.MigrateAsync(source, "calm", Token);
        await DurableTaskSchema.MigrateAsync(source, "crash", Token);
        var started = TimeProvider.System.GetTimestamp();
        var calm = CalmOutcomesAsync(source, scale.Instances);
        await using var campaign = new Campaign(source, "crash", scale, seed);

        try
        {
            await campaign.RunAsync();
            var outcomes = await campaign.OutcomesAsync(TimeSpan.FromSeconds(isLong ? 180 : 40));

            Assert.Equal(await calm, outcomes);
            Assert.All(outcomes, outcome => Assert.Contains("Completed", outcome, StringComparison.Ordinal));
            await AssertNothingIsLeftAsync(campaign);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Assert.Fail(
                $"Seed {seed} (TRADINGBOT_SEED={seed}), {campaign.Kills} kills, {campaign.Cuts} cuts: {failure}\n{campaign.WorkerErrors}");
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {seed}: {scale.Instances} instances, {campaign.Kills} kills, {campaign.Cuts} cuts of {campaign.SessionsCut} sessions, "
            + $"{TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.True(campaign.Kills >= scale.Kills && campaign.Cuts >= scale.Cuts, "too little was broken");
    }

    private static async Task<IReadOnlyList<string>> CalmOutcomesAsync(NpgsqlDataSource source, int instances)
    {
        var registry = new OrchestrationRegistry();
        MixedWork.Register(registry);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDurableTasks(registry, options => (options.DataSource, options.Schema) = (_ => source, "calm"));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<OrchestrationWorker>().StartAsync(Token);
        await using var client = new DurableTaskClientHost(source, "calm");
        for (var index = 0; index < instances; index++) await client.StartAsync(index);
        // An instance that no worker has taken up yet is pending and counts as unfinished like a running one.
        var outcomes = await Eventually.ValueAsync(
            () => client.OutcomesAsync(instances),
            static all => !all.Any(static outcome => outcome.Contains(": Pending ", StringComparison.Ordinal)
                || outcome.Contains(": Running ", StringComparison.Ordinal)),
            "the undisturbed run did not end",
            TimeSpan.FromMinutes(4),
            Token);
        await provider.GetRequiredService<OrchestrationWorker>().StopAsync(Token);
        return outcomes;
    }

    private static async Task AssertNothingIsLeftAsync(Campaign campaign)
    {
        Assert.Equal(0, await campaign.CountAsync($"SELECT count(*) FROM {campaign.Schema}.messages"));
        Assert.Equal(0, await campaign.CountAsync($"SELECT count(*) FROM {campaign.Schema}.instances WHERE parked_reason IS NOT NULL"));
        await Eventually.TrueAsync(
            async () => await campaign.CountAsync($"SELECT count(*) FROM {campaign.Schema}.activities") == 0,
            "activities are left",
            cancellationToken: Token);
        Assert.Equal(0, await campaign.CountAsync(HistoryQueries.ResultsTwice(campaign.Schema)));
        Assert.Equal(0, await campaign.CountAsync(HistoryQueries.CallsWithoutResult(campaign.Schema)));
        Assert.NotEqual(0, await campaign.CountAsync(HistoryQueries.Results(campaign.Schema)));
    }
}
