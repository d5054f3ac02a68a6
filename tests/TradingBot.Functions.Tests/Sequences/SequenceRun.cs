using System.Text.RegularExpressions;
using TradingBot.Trading.Security;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Functions.Tests.Trading;
using TradingBot.Trading.Alerts;
using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>
/// Works one sequence as the orchestrations do, in an order that its seed draws: any step of any alert or trade may be next, on either of
/// two processes, several at once. In a disturbed one calls of the exchange fail or hang, answers of steps are lost, and processes die.
/// </summary>
internal sealed partial class SequenceRun(AlertWorld world, AlertSequence sequence)
{
    private const int MostRounds = 600;
    private static readonly Regex EntryLink = new("-e[0-9]+$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    // For whoever waits for a call that is held, such as one fetch for many.
    private static readonly TimeSpan Stuck = TimeSpan.FromMilliseconds(100);

    private readonly Random _random = new(sequence.Seed);
    private readonly List<SequenceStep> _steps = [];
    private readonly Dictionary<SignalId, ModelAlert> _stored = [];
    private readonly List<ModelAlert> _arrived = [];
    private readonly List<Task> _running = [];
    private readonly Strategy _strategy = SequenceText.StrategyOf(sequence);
    private string? _difference;
    private (AlertForm? Form, string Body, DateTimeOffset? FiredAt) _last;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What was in it: forms, faults, and how its alerts came.</summary>
    public HashSet<string> Contents { get; } = [];

    /// <returns>What differs from the model, as a sentence; null when nothing does.</returns>
    public async Task<string?> DifferenceAsync()
    {
        await world.BeginAsync(sequence.Category);
        await world.Service<IStrategyStore>().SaveAsync(_strategy, Secrets.Hash(SequenceText.Secret), world.Clock.GetUtcNow(), Token);
        try
        {
            return await WorkThroughAsync();
        }
        finally
        {
            world.Calls.LetGo();
            await Task.WhenAll(_running);
            NoteDisturbances();
        }
    }

    private async Task<string?> WorkThroughAsync()
    {
        var due = new Queue<PlannedAlert>(sequence.Alerts);
        var nextAt = world.Clock.GetUtcNow();
        for (var round = 0; round < MostRounds; round++)
        {
            if (due.TryPeek(out var next) && world.Clock.GetUtcNow() >= nextAt && (!next.IsQuietBefore || await IsQuietAsync()))
            {
                await ArriveAsync(due.Dequeue());
                nextAt = world.Clock.GetUtcNow().AddMilliseconds(due.TryPeek(out var later) ? later.SpacingMilliseconds : 0);
                continue;
            }

            if (due.Count == 0 && await IsQuietAsync())
                return _difference ?? await CompareAsync();
            await WorkAsync();
            var pause = due.Count > 0 ? _random.Next(1, 60) : _random.Next(50, 400);
            world.Clock.Advance(TimeSpan.FromMilliseconds(pause));
        }

        return $"never came to rest: {await FindRestlessAsync()}; {await StoryAsync()}";
    }

    private async Task ArriveAsync(PlannedAlert planned)
    {
        world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var now = world.Clock.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        // In a smaller sequence the one that it repeats may be missing.
        var isAgain = planned.IsRepeat && _last.Form == planned.Form;
        var (body, firedAt) = isAgain ? (_last.Body, _last.FiredAt) : SequenceText.Of(planned, now, _arrived.Count);
        _last = (planned.Form, body, firedAt);
        var (carriedOut, settled) = await CarriedOutAsync(now);
        var deciding = _steps.OfType<SignalSteps>().Where(static step => step.IsBusy).Select(step => _stored[step.Id]).ToList();
        var call = new IncomingAlert(_strategy.Key.Value, PathToken: null, body, RemoteIp: null, now);
        var deliveries = world.Workers.Take(planned.IsTwiceAtOnce ? 2 : 1).ToList();
        var outcomes = await Task.WhenAll(deliveries.Select(worker => worker.Service<AlertReceiver>().ReceiveAsync(call, Token)));
        var (maybe, _) = await CarriedOutAsync(now);
        maybe.UnionWith(deciding);
        var decisions = IsDrawn(15, "decision given up") ? _random.Next(3) : (int?)null;
        var alert = new ModelAlert(planned.Form, firedAt, now, carriedOut)
        {
            HasId = planned.HasId,
            MaybeGivenUp = decisions is not null,
            MaybeCarriedOut = maybe,
            Settled = settled,
        };
        var stored = outcomes.OfType<AlertOutcome.Stored>().Select(static outcome => outcome.Receipt).ToList();
        var taken = stored.Where(static receipt => !receipt.IsDuplicate).ToList();
        NoteContents(planned, stored.Count > taken.Count);

        // Without time and id it is a repeat for a minute, an exit until something was opened. One that failed may be sent once more.
        var isTold = firedAt is not null || planned.HasId;
        var same = _stored.Values.Where(other => other.FiredAt == firedAt && other.Form.Order == planned.Form.Order).ToList();
        var isRepeat = isAgain || (!planned.HasId && same.Exists(static other => !other.HasId));
        var mayHaveFailed = same.Exists(static other => other.MaybeGivenUp);
        if (stored.Count != outcomes.Length && !(stored.Count == 0 && planned.Form.Meaning == Meaning.TurnOut))
            _difference ??= $"{planned} was refused: {string.Join(", ", outcomes.Select(static outcome => outcome.ToString()))}";
        else if (taken.Count > 1 || (isRepeat && isTold && !mayHaveFailed && taken.Count > 0))
            _difference ??= $"{planned} was taken twice";
        else if (!isRepeat && isTold && stored.Count > 0 && taken.Count == 0)
            _difference ??= $"{planned} was taken for a repeat";
        if (stored.Count == 0 || taken.Count > 0)
            _arrived.Add(alert);
        foreach (var receipt in taken)
        {
            var isSwept = IsDrawn(10, "start lost, swept");
            _stored[receipt.Id] = alert;
            var since = isSwept ? now.AddSeconds(_random.Next(1, 6)) : now;
            _steps.Add(new SignalSteps(world, receipt.Id, _steps, decisions) { NotBefore = since });
        }
    }

    private void NoteContents(PlannedAlert planned, bool isDuplicate)
    {
        Contents.Add($"form: {planned.Form.Word}");
        Contents.Add($"times: {sequence.Told}");
        Contents.Add($"market: {sequence.Category} {sequence.Direction}");
        if (planned.IsQuietBefore)
            Contents.Add("all carried out before");
        if (isDuplicate)
            Contents.Add(planned.IsTwiceAtOnce ? "duplicate at once" : "duplicate later");
        if (planned.FiredBeforeMilliseconds < 0)
            Contents.Add("time to come");
        if (_arrived.Exists(other => other.Moment > (planned.FiredBeforeMilliseconds is null ? other.Moment : _last.FiredAt)))
            Contents.Add("overtaken on its way");
    }

    private void NoteDisturbances() => Contents.UnionWith(world.Calls.Done.Select(static kind => $"exchange: {kind}"));

    private async Task<(HashSet<ModelAlert> CarriedOut, HashSet<ModelAlert> Settled)> CarriedOutAsync(DateTimeOffset now)
    {
        var settled = _arrived.Except(_stored.Values).ToHashSet();
        var carriedOut = settled.ToHashSet();
        foreach (var (id, earlier) in _stored)
        {
            var record = await SignalAsync(id);
            if (!ModelAlert.IsCarriedOut(record, now))
                continue;
            carriedOut.Add(earlier);
            if (record is not { Status: SignalStatus.Accepted, TradeId: null })
                settled.Add(earlier);
        }

        return (carriedOut, settled);
    }

    private async Task WorkAsync()
    {
        if (_random.Next(4) == 0)
            world.Calls.LetGo();
        if (sequence.IsDisturbed && _random.Next(5) == 0)
            world.Calls.Plan(_random.GetItems(Enum.GetValues<Disturbance>(), 1)[0], _random.Next(0, 5));
        if (sequence.IsDisturbed && _random.Next(8) == 0)
            await SweepAsync();
        var now = world.Clock.GetUtcNow();
        var open = _steps.Where(step => step is { IsEnded: false, IsBusy: false } && now >= step.NotBefore).ToArray();
        _random.Shuffle(open);
        var holds = world.Calls.HoldsAsync();
        var dying = sequence.IsDisturbed && _random.Next(25) == 0 ? world.Workers[_random.Next(2)] : null;
        foreach (var step in open.Take(_random.Next(1, 4)))
            _running.Add(StartAsync(step));
        if (dying is not null)
        {
            Contents.Add("process died");
            dying.DieWithin(TimeSpan.FromMilliseconds(_random.Next(0, 12)));
            await FinishAsync(orWhen: null);
            await world.ReplaceAsync(dying);
        }
        else
        {
            await FinishAsync(holds);
        }

        if (holds.IsCompleted)
            Contents.Add("steps while a call hangs");
        _running.RemoveAll(static step => step.IsCompletedSuccessfully);
    }

    // Once in so often, in a disturbed sequence.
    private bool IsDrawn(int often, string content)
    {
        var isDrawn = sequence.IsDisturbed && _random.Next(often) == 0;
        if (isDrawn)
            Contents.Add(content);
        return isDrawn;
    }

    // A trade whose approval was the last that a process did has its run from the sweep.
    private async Task SweepAsync()
    {
        foreach (var trade in await world.Service<CrashSweep>().ListTradesAsync(Token))
        {
            if (!_steps.OfType<TradeSteps>().Any(steps => steps.Id == trade))
                _steps.Add(new TradeSteps(world, trade));
        }
    }

    private Task StartAsync(SequenceStep step)
    {
        var first = _random.Next(2);
        var second = IsDrawn(12, "step on two processes") ? world.Workers[1 - first] : null;
        return step.RunAsync(world.Workers[first], second, isForgotten: IsDrawn(8, "step again, answer lost"));
    }

    private async Task FinishAsync(Task? orWhen)
    {
        var all = Task.WhenAll(_running);
        var done = orWhen is null ? all : Task.WhenAny(all, orWhen);
        while (await Task.WhenAny(done, Task.Delay(Stuck, TimeProvider.System, Token)) != done)
            world.Calls.LetGo();
        if (all.IsCompleted)
            await all;
    }

    private async Task<bool> IsQuietAsync() => await FindRestlessAsync() is null;

    private async Task<SequenceStep?> FindRestlessAsync()
    {
        foreach (var step in _steps)
        {
            if (!await step.CheckRestAsync())
                return step;
        }

        return null;
    }

    private async Task<string?> CompareAsync()
    {
        NoteDisturbances();
        world.Calls.Clear();
        var model = new AlertModel(sequence.Direction, sequence.Category == Category.Spot, await FoundAsync(), sequence.Pyramiding);
        var wanted = model.EndsOf(_arrived);
        var (side, size) = await world.HeldAsync(sequence.Category);
        if (!wanted.Any(end => end.Side == side && size <= end.Size && size >= end.Size * 0.99m))
        {
            var ends = wanted.Select(static end => $"{Word(end.Side)} {end.Size}");
            return $"ended {Word(side)} {size} and not {string.Join(" or ", ends)}: {await StoryAsync()}";
        }
        var unfinished = await world.Service<ITradeLedger>().ListUnfinishedAsync(Token);
        var areRight = unfinished.All(trade => TradingTestHost.IsOpen(trade) && trade.Direction == side);
        if (unfinished.Count != (side is null ? 0 : 1) || !areRight)
        {
            var left = string.Join(", ", unfinished.Select(static trade => $"{trade.Direction} {trade.Status}"));
            return $"ended {Word(side)} with the trades {left}: {await StoryAsync()}";
        }

        var trades = (await world.Service<ITradeLedger>().ListAsync(new TradeFilter(), new PageRequest(20), Token)).Items;
        if (trades.Any(static trade => trade.Additions > 0))
            Contents.Add("added");
        var entries = (await world.Controls.SentOrdersAsync()).Select(static order => (string?)order["orderLinkId"])
            .Where(static link => link is not null && EntryLink.IsMatch(link)).Distinct().Count();
        return entries > _arrived.Count ? $"{entries} entries for {_arrived.Count} alerts: {await StoryAsync()}" : null;
    }

    private async Task<IReadOnlyList<(ModelAlert Alert, TargetPosition Found)>> FoundAsync()
    {
        var records = await Task.WhenAll(_stored.Keys.Select(SignalAsync));
        return [.. records.Where(static record => record.Found is not null).OrderBy(static record => record.DecidedAt)
            .Select(record => (_stored[record.Id], record.Found!.Value))];
    }

    private async Task<SignalRecord> SignalAsync(SignalId id) => await world.Service<ISignalJournal>().FindAsync(id, Token)
        ?? throw new InvalidOperationException("The signal is gone.");

    private static string Word(Direction? side) => side?.ToString().ToLowerInvariant() ?? "flat";
}
