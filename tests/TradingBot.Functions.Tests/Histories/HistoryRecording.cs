using Microsoft.DurableTask.Client;
using TradingBot.Functions.Activities;
using TradingBot.Functions.Orchestrations;
using TradingBot.TestKit;
using TradingBot.TestKit.Histories;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Histories;

/// <summary>
/// Writes the recorded histories anew (<c>-explicit only</c>). Do so only together with an orchestrator that is meant to differ, and
/// keep the old files as long as instances of the old code may be in flight.
/// </summary>
public sealed class HistoryRecording(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Guid Signal = Guid.Parse("01990000-0000-7000-8000-000000000001");
    private static readonly Guid Trade = Guid.Parse("01990000-0000-7000-8000-000000000002");

    [Fact(Explicit = true)]
    public async Task Write_all()
    {
        await using var source = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var trade = await ScriptedTrade.StartAsync(source);

        trade.Answers(nameof(DecideSignal), SignalAnswer.Ended with { TradeId = Trade })
            .Answers(nameof(PlaceEntry), EntryOutcome.Unknown)
            .Answers(nameof(LookUpEntry), EntryOutcome.Unknown, EntryOutcome.Placed)
            .Follows(MonitorState.Opening, MonitorState.Unprotected, MonitorState.Protected, MonitorState.Closing, MonitorState.Flat)
            .Answers(nameof(SettleTrade), false, true);
        Write("signal-opens", await SignalAsync(trade, "opens"));
        Write("trade-looked-up-and-settled", await trade.HistoryOfAsync(TradeInstance.OfTrade(Trade)));

        trade.Answers(nameof(DecideSignal), SignalAnswer.Ended with { Closing = [Trade], ThenOpen = true }, SignalAnswer.Ended)
            .Answers(nameof(AreClosed), false, true);
        Write("signal-closes-then-ends", await SignalAsync(trade, "reverses"));
        trade.Answers(nameof(DecideSignal), SignalAnswer.Ended with { Closing = [Trade] }).Answers(nameof(AreClosed), true)
            .Answers(nameof(EndSignal), true);
        Write("signal-closes", await SignalAsync(trade, "closes"));
        trade.Answers(nameof(DecideSignal), new TimeoutException("the ledger is away"));
        Write("signal-fails", await SignalAsync(trade, "fails"));
        trade.Answers(nameof(DecideSignal), new TimeoutException("the ledger is away")).Answers(nameof(EndSignal), false, true);
        Write("signal-given-up", await SignalAsync(trade, "given-up"));
        trade.Answers(nameof(DecideSignal), SignalAnswer.Ended with { Reducing = Trade });
        Write("signal-reduces", await SignalAsync(trade, "reduces"));

        trade.Answers(nameof(PlaceEntry), EntryOutcome.Abandoned);
        Write("trade-abandoned", await TradeAsync(trade, "abandoned", IsEnded));
        trade.Answers(nameof(PlaceEntry), new TimeoutException("the exchange is away"), EntryOutcome.Placed).Follows(MonitorState.NotOpened)
            .Answers(nameof(FailTrade), true);
        Write("trade-not-opened", await TradeAsync(trade, "not-opened", IsEnded));
        trade.Follows(MonitorState.Opening, MonitorState.Protected, MonitorState.Protected, MonitorState.Flat);
        Write("trade-nudged", await TradeAsync(trade, "nudged", IsEnded, isNudged: true));
        trade.Follows([.. Enumerable.Repeat(MonitorState.Opening, 103), MonitorState.Flat]);
        Write("trade-continued", await TradeAsync(trade, "continued", IsEnded));
        trade.Follows(MonitorState.Opening, MonitorState.Opening, MonitorState.Protected);
        Write("trade-in-flight", await TradeAsync(trade, "in-flight", static history => history.Steps.Count >= 6));
    }

    private static Task<RecordedHistory> SignalAsync(ScriptedTrade trade, string id) =>
        trade.RecordAsync(nameof(TradeSignal), id, Signal, IsEnded);

    private static Task<RecordedHistory> TradeAsync(
        ScriptedTrade trade, string id, Func<RecordedHistory, bool> stands, bool isNudged = false) =>
        trade.RecordAsync(nameof(RunTrade), id, new RunTradeInput(Trade, IsPlaced: false), stands, isNudged);

    private static bool IsEnded(RecordedHistory history) =>
        history.Status is not (OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running);

    private static void Write(string name, RecordedHistory history) => File.WriteAllText(HistoryReplayTests.FileOf(name), history.ToJson());
}
