using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Functions.Activities;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Alerts that arrive and are decided on a clock of their own, step by step, each as its orchestration would.</summary>
internal sealed class SteppedAlerts(TradingFixture fixture, TimeProvider time)
{
    private readonly DecideSignal _step = new(DeciderOf(fixture.Service<IServiceProvider>(), time), fixture.Service<EntryPlacement>());

    private readonly TradeDriver _driver = new(fixture.Service<IServiceProvider>(), time);
    private readonly List<SignalQuestion> _open = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>True while an alert waits for its turn or for what it closes.</summary>
    public bool IsBusy => _open.Count > 0;

    public async Task SendAsync(Func<Signal, Signal> change) =>
        _open.Add(new SignalQuestion((await _driver.AlertAsync(change)).Value, Closed: []));

    /// <summary>Asks each that has no answer yet, once.</summary>
    public async Task AskAsync()
    {
        foreach (var question in _open.ToList())
        {
            var answer = await _step.RunAsync(question, Token);
            if (answer.IsWaiting)
                continue;
            _open.Remove(question);
            foreach (var trade in answer.Closing)
                await fixture.Driver.LookUntilClosedAsync(new TradeId(trade));
            if (answer.ThenOpen)
                _open.Add(question with { Closed = answer.Closing });
            else if (answer.Closing.Length > 0)
                await fixture.Service<SignalEnding>().CompleteAsync(new SignalId(question.SignalId), Token);
        }
    }

    private static SignalDecider DeciderOf(IServiceProvider services, TimeProvider time)
    {
        var entries = ActivatorUtilities.CreateInstance<EntryDecider>(services, time);
        return ActivatorUtilities.CreateInstance<SignalDecider>(services, time, entries);
    }
}
