using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Orders;

/// <summary>Every execution since a moment, once each, oldest first.</summary>
internal sealed class ExecutionReader(BybitReader reader, TimeWindows windows, ExecutionMapping mapping)
{
    public async Task<VenueResult<IReadOnlyList<VenueExecution>>> GetAsync(
        Category category, Symbol? symbol, DateTimeOffset since, CancellationToken token)
    {
        var query = Query.Of("category", WireText.Of(category)).With("limit", 100);
        var rows = new List<WireExecution>();
        foreach (var part in QueryScope.Executions(category, symbol, query))
        {
            foreach (var window in windows.Since(since))
            {
                var pages = await reader.ReadPagesAsync(
                    Endpoints.Executions, category, window.Narrow(part), BybitJson.Default.WirePageWireExecution, token);
                if (pages is not VenueResult<IReadOnlyList<WireExecution>>.Success { Value: var read })
                    return pages.Map(static _ => (IReadOnlyList<VenueExecution>)[]);
                rows.AddRange(read);
            }
        }

        return await TranslateAsync(category, rows, token);
    }

    private async Task<VenueResult<IReadOnlyList<VenueExecution>>> TranslateAsync(Category category, List<WireExecution> rows, CancellationToken token)
    {
        try
        {
            var executions = new List<VenueExecution>(rows.Count);
            foreach (var row in rows.DistinctBy(static row => row.ExecId, StringComparer.Ordinal).OrderBy(static row => row.ExecTime)
                .ThenBy(static row => row.Seq).ThenBy(static row => row.ExecId, StringComparer.Ordinal))
            {
                executions.Add(await mapping.MapAsync(category, row, token));
            }

            return new VenueResult<IReadOnlyList<VenueExecution>>.Success(executions);
        }
        catch (WireFormatException broken)
        {
            return new VenueResult<IReadOnlyList<VenueExecution>>.Failure(new VenueError(0, broken.Message, VenueErrorClass.Wait));
        }
    }
}
