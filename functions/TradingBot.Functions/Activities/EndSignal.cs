using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using TradingBot.Core.Identifiers;
using TradingBot.Functions.Http;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Activities;

/// <summary>
/// Ends a signal that opened no trade: completed, answered while what it closes is still closing, or given up, which carries out what it
/// closes all the same.
/// </summary>
public sealed partial class EndSignal(SignalEnding ending, ILogger<EndSignal> logger)
{
    /// <returns>False while a signal that is given up has to wait for its turn: it is to be ended again.</returns>
    [Function(nameof(EndSignal))]
    public async Task<bool> RunAsync([ActivityTrigger] SignalEnd end, CancellationToken token)
    {
        var id = new SignalId(end.SignalId);
        if (end.Failure is { } failure)
            return await GiveUpAsync(id, failure, token);
        if (end.IsStillClosing)
            await ending.LeaveClosingAsync(id, token);
        else
            await ending.CompleteAsync(id, token);
        return true;
    }

    // A ledger that is away comes back, as does an exchange of which a partial exit needs to know the price, and this is asked again until
    // then. What fails while they are there would fail for ever.
    private async Task<bool> GiveUpAsync(SignalId id, string failure, CancellationToken token)
    {
        try
        {
            return await ending.EndLateAsync(id, failure, token);
        }
        catch (Exception fault) when (
            fault is not (OperationCanceledException or ExchangeUnavailableException) && !DatabaseFault.IsUnavailable(fault))
        {
            LogGivenUp(logger, fault, id);
            await ending.FailAsync(id, failure, token);
            return true;
        }
    }

    [LoggerMessage(EventId = 4041, Level = LogLevel.Error, Message = "Signal {Signal} cannot be decided and is ended as failed")]
    private static partial void LogGivenUp(ILogger logger, Exception fault, SignalId signal);
}

/// <summary>How a signal that opened no trade ends. It is written into histories: names and order of its members are kept.</summary>
public sealed record SignalEnd(Guid SignalId, string? Failure)
{
    /// <summary>True when what it asked to close has not ended in time. Absent where it is false, as in the histories of before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsStillClosing { get; init; }
}
