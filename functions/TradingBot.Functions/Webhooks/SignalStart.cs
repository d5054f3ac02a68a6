using Microsoft.Extensions.Logging;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Functions.Orchestrations;

namespace TradingBot.Functions.Webhooks;

/// <summary>
/// Starts the orchestration of a journaled signal: one instance a signal, whatever state an earlier instance of that name is in.
/// A failure is logged only, because the signal stands in the journal and the sweep starts what was not started.
/// </summary>
public sealed partial class SignalStart(ISignalJournal journal, TimeProvider time, ILogger<SignalStart> logger)
{
    /// <summary>False when it was not started, or when that cannot be told.</summary>
    public async Task<bool> TryAsync(DurableTaskClient client, SignalId id, CancellationToken token)
    {
        try
        {
            await OrchestrationStarter.StartSignalAsync(client, id.Value, token);
            await journal.MarkStartedAsync(id, time.GetUtcNow(), token);
            return true;
        }
        catch (Exception fault)
        {
            // Whatever it was, storage or network, the remedy is the same.
            LogNotStarted(logger, fault, id);
            return false;
        }
    }

    [LoggerMessage(
        EventId = 4021, Level = LogLevel.Warning,
        Message = "Signal {Signal} is journaled but its orchestration was not started; the sweep will start it")]
    private static partial void LogNotStarted(ILogger logger, Exception fault, SignalId signal);
}
