using System.Threading.Channels;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Trades;
using TradingBot.Functions.Orchestrations;

namespace TradingBot.Local;

/// <summary>
/// Wakes the run of a trade when the exchange's stream tells of its order, fill or position, so that it looks now and not at its next
/// regular look. Only an accelerator: what a look finds and does is the same, and without the stream it comes a little later.
/// </summary>
internal sealed partial class StreamWakeUp(
    IExchangeStream stream, ITradeLedger ledger, DurableTaskClient client,
    TimeProvider time, ILogger<StreamWakeUp> logger) : BackgroundService
{
    // One fill is told as order, execution and position; one look serves them all.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    // Null stands for every market, after a gap. What is dropped here costs pace, not truth.
    private readonly Channel<Market?> _changed = Channel.CreateBounded<Market?>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest });

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        stream.IsEnabled ? Task.WhenAll(ListenAsync(stoppingToken), NudgeAsync(stoppingToken)) : Task.CompletedTask;

    private async Task ListenAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                await foreach (var news in stream.ListenAsync(token))
                {
                    if (IsOfInterest(news))
                        _changed.Writer.TryWrite(MarketOf(news));
                }
            }
            catch (InvalidOperationException behind)
            {
                LogFault(logger, behind);
                _changed.Writer.TryWrite(null);
            }
        }
    }

    private static bool IsOfInterest(ExchangeEvent news) =>
        news is ExchangeEvent.OrderChanged or ExchangeEvent.Executed or ExchangeEvent.PositionChanged or ExchangeEvent.Recovered;

    private static Market? MarketOf(ExchangeEvent news) => news switch
    {
        ExchangeEvent.OrderChanged { Order: var order } => new Market(order.Category, order.Symbol),
        ExchangeEvent.Executed { Execution: var execution } => new Market(execution.Category, execution.Symbol),
        ExchangeEvent.PositionChanged position => new Market(position.Category, position.Symbol),
        _ => null,
    };

    private async Task NudgeAsync(CancellationToken token)
    {
        while (await _changed.Reader.WaitToReadAsync(token))
        {
            await Task.Delay(Gathering, time, token);
            var changed = new HashSet<Market?>();
            while (_changed.Reader.TryRead(out var market))
                changed.Add(market);
            try
            {
                foreach (var trade in await ledger.ListUnfinishedAsync(token))
                {
                    if (changed.Contains(null) || changed.Contains(new Market(trade.Category, trade.Symbol)))
                        await client.RaiseEventAsync(
                            TradeInstance.OfTrade(trade.Id.Value), TradeInstance.NudgeEvent, eventPayload: true, token);
                }
            }
            catch (Exception fault) when (!token.IsCancellationRequested)
            {
                // Whatever it was, the regular looks go on; only their pace is lost.
                LogFault(logger, fault);
                await Task.Delay(AfterFault, time, token);
            }
        }
    }

    [LoggerMessage(
        EventId = 5001, Level = LogLevel.Warning,
        Message = "The exchange's stream woke nobody this time; trades are looked at regularly")]
    private static partial void LogFault(ILogger logger, Exception fault);

    private sealed record Market(Category Category, Symbol Symbol);
}
