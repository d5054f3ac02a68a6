using System.Collections.Concurrent;
using System.Globalization;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>
/// Random alerts of one market end where <see cref="AlertModel"/> says, in whatever order their steps are made and whatever fails on the
/// way. The same ones each time; <c>TRADINGBOT_LONG=1</c> draws more and new ones, <c>TRADINGBOT_SEED</c> with
/// <c>TRADINGBOT_SEQUENCES=1</c> repeats one.
/// </summary>
public sealed class AlertSequenceTests(ITestOutputHelper output)
{
    private const int Worlds = 4;
    private const int MostDifferences = 5;
    private const int OrdinarySeed = 20_000_000;

    [Fact]
    public Task Random_alerts_end_where_the_model_says() => CompareAsync(isMixed: false, ordinary: 2_000, large: 50_000);

    /// <summary>The alerts of one strategy tell now seconds, now moments and now nothing.</summary>
    [Fact]
    public Task Random_alerts_that_tell_their_times_in_different_ways_end_where_the_model_says() =>
        CompareAsync(isMixed: true, ordinary: 500, large: 10_000);

    /// <summary>The strategies add to what they hold.</summary>
    [Fact]
    public Task Random_alerts_that_add_end_where_the_model_says() =>
        CompareAsync(isMixed: false, ordinary: 150, large: 10_000, isAdding: true);

    private async Task CompareAsync(bool isMixed, int ordinary, int large, bool isAdding = false)
    {
        var isLong = Environment.GetEnvironmentVariable("TRADINGBOT_LONG") == "1";
        var first = Number("TRADINGBOT_SEED") ?? (isLong ? Random.Shared.Next(1_000_000_000) : OrdinarySeed);
        var count = Number("TRADINGBOT_SEQUENCES") ?? (isLong ? large : ordinary);
        var differences = new ConcurrentQueue<string>();
        var coverage = new SequenceCoverage(isMixed, isAdding);
        var started = TimeProvider.System.GetTimestamp();
        var taken = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Worlds, count)).Select(async _ =>
        {
            await using var world = await AlertWorld.OpenAsync();
            while (differences.Count < MostDifferences && Interlocked.Increment(ref taken) is var next && next < count)
            {
                if (await FindAsync(world, AlertSequence.Of(first + next, isMixed, isAdding), coverage) is { } difference)
                    differences.Enqueue($"sequence {next + 1}: {difference}");
            }
        }));
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        output.WriteLine($"seed {first}: {Math.Min(taken, count)} sequences in {seconds:0} s, {differences.Count} differences; {coverage}");
        Assert.True(differences.IsEmpty, $"Seed {first} (TRADINGBOT_SEED={first}):\n{string.Join("\n", differences)}");
        coverage.AssertWide(count);
    }

    // The smallest sequence that still differs: alerts are left out one at a time.
    private static async Task<string?> FindAsync(AlertWorld world, AlertSequence sequence, SequenceCoverage coverage)
    {
        var run = new SequenceRun(world, sequence);
        var found = await run.DifferenceAsync();
        coverage.Add(run.Contents);
        if (found is not { } difference)
            return null;
        var drawn = sequence;
        for (var at = 0; at < sequence.Alerts.Count && sequence.Alerts.Count > 1;)
        {
            var smaller = sequence with { Alerts = [.. sequence.Alerts.Where((_, index) => index != at)] };
            if (await new SequenceRun(world, smaller).DifferenceAsync() is { } still)
                (sequence, difference, at) = (smaller, still, 0);
            else
                at++;
        }

        return $"{sequence}\n  {difference}\n  drawn: {drawn}";
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
