using System.Diagnostics;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

/// <summary>Measurements, run on demand (<c>-explicit only</c>): they judge the machine as much as the engine.</summary>
public sealed class SpeedTests(PostgresFixture postgres) : DurableTests(postgres)
{
    private const int Sleeping = 10_000;

    [Fact(Explicit = true)]
    public async Task Hop_takes_a_few_milliseconds_and_fan_out_a_thousand_results_a_second()
    {
        var host = await (await HostAsync())
            .Activity<int>("Next", value => value + 1)
            .Orchestrator("Chain", async context =>
            {
                var value = 0;
                for (var hop = 0; hop < context.GetInput<int>(); hop++) value = await context.CallActivityAsync<int>("Next", value);
                return value;
            })
            .Orchestrator("FanOut", async context =>
                (await Task.WhenAll(
                    Enumerable.Range(0, context.GetInput<int>()).Select(value => context.CallActivityAsync<int>("Next", value)))).Length)
            .StartAsync();
        await host.RunAsync("Chain", 50);

        await MeasureAsync("hop, alone", 300, () => host.RunAsync("Chain", 300));
        await MeasureAsync("start to end without a call", 20, async () =>
        {
            for (var run = 0; run < 20; run++) await host.RunAsync("Chain", 0);
        });
        await MeasureAsync(
            "activity, 20 fan-outs of 100", 2000, () => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.RunAsync("FanOut", 100))));
        await MeasureAsync(
            "activity, 40 chains of 50", 2000, () => Task.WhenAll(Enumerable.Range(0, 40).Select(_ => host.RunAsync("Chain", 50))));

        await host.ScalarAsync<object>($"""
            WITH made AS (
                INSERT INTO {host.Schema}.instances (instance_id, execution_id, name, status, created_at, updated_at)
                SELECT 'sleeping-' || n, gen_random_uuid(), 'Chain', 0, now(), now() FROM generate_series(1, {Sleeping}) n
                RETURNING instance_id, execution_id)
            INSERT INTO {host.Schema}.messages (instance_id, execution_id, timer_id, visible_at, content)
            SELECT instance_id, execution_id, 0, now() + interval '10 years',
                    json_build_object('kind', 'timer', 'TaskId', 0) FROM made RETURNING 1
            """);
        await MeasureAsync($"hop, beside {Sleeping} sleeping instances", 300, () => host.RunAsync("Chain", 300));
    }

    private static async Task MeasureAsync(string what, int count, Func<Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        await run();
        var elapsed = Stopwatch.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{what}: {elapsed.TotalMilliseconds / count:0.00} ms each, {count / elapsed.TotalSeconds:0} a second");
    }
}
