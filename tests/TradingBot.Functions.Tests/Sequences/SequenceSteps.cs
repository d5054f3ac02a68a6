using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Activities;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Settlement;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>What an orchestration would do next for one alert or one trade; the activities are the product's own.</summary>
internal abstract class SequenceStep(AlertWorld world)
{
    private const int MostFailures = 20;
    private int _failures;
    private bool _isOwed;

    public bool IsEnded { get; protected set; }

    /// <summary>Whether it is being made right now.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>By the clock: before, nobody makes it.</summary>
    public DateTimeOffset NotBefore { get; init; }

    protected AlertWorld World => world;

    /// <param name="isForgotten">Whether the step's answer is lost, so that the step is made again.</param>
    /// <param name="second">The process that makes the step too, at the same time.</param>
    public async Task RunAsync(AlertWorker worker, AlertWorker? second, bool isForgotten)
    {
        (IsBusy, _isOwed) = (true, true);
        try
        {
            var other = second is null ? null : Task.Run(() => MakeAsync(second), CancellationToken.None);
            Action? takeOver = null;
            try
            {
                takeOver = await MakeAsync(worker);
            }
            finally
            {
                if (other is not null)
                    await other;
            }

            _failures = 0;
            if (isForgotten)
                return;
            takeOver();
            _isOwed = false;
        }
        catch (OperationCanceledException) when (worker.Life.IsCancellationRequested || second?.Life.IsCancellationRequested == true)
        {
            // Another process begins the step again.
        }
        catch (Exception failure)
        {
            // Repeated by the orchestration; one that does not end is none that passes.
            if (++_failures >= MostFailures)
                ExceptionDispatchInfo.Throw(failure);
        }
        finally
        {
            IsBusy = false;
        }
    }

    /// <summary>Whether nothing more comes of it by itself; never while its last step has to be made again.</summary>
    public async Task<bool> CheckRestAsync() => !IsBusy && (IsEnded || (!_isOwed && await RestsAsync()));

    /// <summary>Makes the step; what it returns takes the answer over.</summary>
    protected abstract Task<Action> MakeAsync(AlertWorker worker);

    protected virtual Task<bool> RestsAsync() => Task.FromResult(false);
}

/// <summary>TradeSignal, step by step.</summary>
/// <param name="decisions">How often it is decided before the decision is given up; null when it never is.</param>
internal sealed class SignalSteps(AlertWorld world, SignalId id, List<SequenceStep> all, int? decisions) : SequenceStep(world)
{
    private int _decisions;
    private Guid[] _closing = [];
    private bool _thenOpen;
    private bool _areClosed;

    public SignalId Id => id;

    public override string ToString() => $"alert {id} (busy {IsBusy}, closing {_closing.Length}, closed {_areClosed})";

    protected override async Task<Action> MakeAsync(AlertWorker worker)
    {
        if (_closing.Length > 0 && !_areClosed)
        {
            var areClosed = await new AreClosed(worker.Service<SignalEnding>()).RunAsync(_closing, worker.Life);
            return () => _areClosed = areClosed;
        }

        if (_areClosed && !_thenOpen)
        {
            await Ending(worker).RunAsync(new SignalEnd(id.Value, Failure: null), worker.Life);
            return () => IsEnded = true;
        }

        if (decisions <= _decisions++)
        {
            var isEnded = await Ending(worker).RunAsync(new SignalEnd(id.Value, "It could not be decided."), worker.Life);
            var record = await worker.Service<ISignalJournal>().FindAsync(id, worker.Life);
            return () =>
            {
                IsEnded = isEnded;
                // Approved before the answer was lost: the sweep finds its trade.
                RunTrade(record?.TradeId?.Value);
            };
        }

        var decide = new DecideSignal(worker.Service<SignalDecider>(), worker.Service<EntryPlacement>());
        var answer = await decide.RunAsync(new SignalQuestion(id.Value, _closing), worker.Life);
        return () => Take(answer);
    }

    private static EndSignal Ending(AlertWorker worker) => new(worker.Service<SignalEnding>(), NullLogger<EndSignal>.Instance);

    private void Take(SignalAnswer answer)
    {
        if (answer.IsWaiting)
            return;
        if (answer.Closing.Length > 0 && !_areClosed)
        {
            (_closing, _thenOpen) = (answer.Closing, answer.ThenOpen);
            return;
        }

        IsEnded = true;
        RunTrade(answer.TradeId);
    }

    private void RunTrade(Guid? opened)
    {
        if (opened is { } trade && !all.OfType<TradeSteps>().Any(steps => steps.Id.Value == trade))
            all.Add(new TradeSteps(World, new TradeId(trade)));
    }
}

/// <summary>RunTrade, step by step.</summary>
internal sealed class TradeSteps(AlertWorld world, TradeId id) : SequenceStep(world)
{
    private EntryOutcome? _placed;
    private MonitorState? _state;

    public TradeId Id => id;

    public override string ToString() => $"trade {id} (busy {IsBusy}, {_placed}, {_state})";

    protected override async Task<Action> MakeAsync(AlertWorker worker)
    {
        if (_placed is null or EntryOutcome.Unknown)
        {
            var placement = worker.Service<EntryPlacement>();
            var outcome = _placed is null
                ? await new PlaceEntry(placement).RunAsync(id.Value, worker.Life)
                : await new LookUpEntry(placement).RunAsync(id.Value, worker.Life);
            return () => IsEnded = (_placed = outcome) == EntryOutcome.Abandoned;
        }

        var settlement = worker.Service<TradeSettlement>();
        switch (_state)
        {
            case MonitorState.Flat:
                var isSettled = await new SettleTrade(settlement).RunAsync(new SettleRequest(id.Value, IsLastTry: false), worker.Life);
                return () => IsEnded = isSettled;
            case MonitorState.NotOpened:
                await new FailTrade(settlement).RunAsync(id.Value, worker.Life);
                return () => IsEnded = true;
            default:
                var look = await new FollowTrade(worker.Service<AdditionPlacement>(), worker.Service<TradeMonitor>())
                    .RunAsync(id.Value, worker.Life);
                return () => IsEnded = (_state = look.State) == MonitorState.Finished;
        }
    }

    protected override async Task<bool> RestsAsync() => _state == MonitorState.Protected
        && await World.Service<ITradeLedger>().FindAsync(id, TestContext.Current.CancellationToken)
            is { CloseRequestedAt: null, Reduction: null, Addition: null, FilledQuantity: > 0 };
}
