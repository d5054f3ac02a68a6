using TradingBot.Functions.Activities;
using TradingBot.Functions.Orchestrations;
using TradingBot.TestKit;
using TradingBot.TestKit.Histories;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Histories;

/// <summary>
/// Instances in flight outlive a deployment: today's orchestrators must make the calls of the recorded histories in their order.
/// A failure here means that running trades would be parked; see the rule in functions/TradingBot.LocalRuntime/Durable/README.md.
/// </summary>
public sealed class HistoryReplayTests
{
    public static TheoryData<string> Recorded =>
        [.. Directory.GetFiles(Path.GetDirectoryName(FileOf("x"))!, "*.json").Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)];

    public static string FileOf(string name) => RepositoryRoot.At("tests", "TradingBot.Functions.Tests", "Histories", $"{name}.json");

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Todays_orchestrators_fit_the_recorded_histories(string name)
    {
        var history = Read(name);

        Assert.Null(HistoryReplay.Difference(history, history.Orchestrator switch
        {
            nameof(TradeSignal) => TradeSignal.RunAsync,
            nameof(RunTrade) => RunTrade.RunAsync,
            _ => throw new InvalidOperationException($"No orchestrator {history.Orchestrator}."),
        }));
    }

    [Fact]
    public void Calls_in_another_order_do_not_fit()
    {
        var difference = HistoryReplay.Difference(Read("trade-nudged"), static async context =>
        {
            await context.CallActivityAsync<MonitorResult>(nameof(FollowTrade));
            await context.CallActivityAsync<EntryOutcome>(nameof(PlaceEntry));
        });

        Assert.Matches("sequence number 0 named 'PlaceEntry'.*instead scheduled an activity task named 'FollowTrade'", difference);
    }

    [Fact]
    public void Further_call_at_the_end_does_not_fit() =>
        Assert.Contains(
            "The code calls activity 'EndSignal' (#6), which its history does not have.",
            HistoryReplay.Difference(Read("signal-closes-then-ends"), static async context =>
            {
                await TradeSignal.RunAsync(context);
                await context.CallActivityAsync<bool>(nameof(EndSignal));
            }),
            StringComparison.Ordinal);

    [Fact]
    public void Code_that_waits_where_the_history_ended_does_not_fit() =>
        Assert.StartsWith(
            "The history leaves the instance Completed, the code Running",
            HistoryReplay.Difference(Read("trade-abandoned"), static async context =>
            {
                await RunTrade.RunAsync(context);
                await context.WaitForExternalEvent<bool>("Never");
            }),
            StringComparison.Ordinal);

    /// <summary>
    /// Recorded before the framework's own executor replayed: it ends a retry that is used up with one more timer, due at once. A signal
    /// that used up its retries and was in flight at the update is parked, not lost; CHANGELOG says what to do.
    /// </summary>
    [Fact]
    public void Retry_that_was_used_up_before_the_update_does_not_fit() =>
        Assert.Contains("instead produced a CreateTimerOrchestratorAction", HistoryReplay.Difference(Read("Superseded/signal-fails"), TradeSignal.RunAsync), StringComparison.Ordinal);

    private static RecordedHistory Read(string name) => RecordedHistory.FromJson(File.ReadAllText(FileOf(name)));
}
