using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>What a sequence came to, for whoever looks into a difference.</summary>
internal sealed partial class SequenceRun
{
    private async Task<string> StoryAsync()
    {
        var story = new List<string>();
        foreach (var (id, alert) in _stored)
        {
            var record = await SignalAsync(id);
            var why = record.Status == SignalStatus.Failed ? record.Reason?.Message : record.Reason?.Code;
            var at = $"{alert.Form.Word}@{alert.Arrived:ss.fff}/{alert.FiredAt:ss.fff}";
            story.Add($"{at}={record.Status}@{record.DecidedAt:ss.fff} {why}".TrimEnd());
        }

        var ledger = world.Service<ITradeLedger>();
        foreach (var trade in (await ledger.ListAsync(new TradeFilter(), new PageRequest(20), Token)).Items)
        {
            var lines = (await ledger.ReadStoryAsync(trade.Id, Token))!.Events;
            story.Add($"{trade.Direction} trade: {string.Join(", ", lines.Select(static line => $"{line.Kind}@{line.At:ss.fff}"))}");
        }

        return string.Join("; ", story);
    }
}
