using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Orders;

/// <summary>Every execution since a moment, once each, oldest first.</summary>
internal sealed class ExecutionReader(BybitReader reader, TimeWindows windows, ExecutionMapping mapping)
{
    public async Task<ExchangeResult<IReadOnlyList<ExchangeExecution>>> GetAsync(
        Category category, Symbol? symbol, DateTimeOffset since, CancellationToken token)
    {
        var query = Query.For(category).With("limit", 100);
        var queries = QueryScope.Executions(category, symbol, query).SelectMany(part => windows.Split(part, since));
        var pages = await reader.ReadPagesAsync(Endpoints.Executions, category, queries, BybitJson.Default.WirePageWireExecution, token);
        return pages is ExchangeResult<IReadOnlyList<WireExecution>>.Success { Value: var rows }
            ? await TranslateAsync(category, rows, token)
            : pages.Map(static _ => (IReadOnlyList<ExchangeExecution>)[]);
    }

    private async Task<ExchangeResult<IReadOnlyList<ExchangeExecution>>> TranslateAsync(
        Category category, IReadOnlyList<WireExecution> rows, CancellationToken token)
    {
        try
        {
            var executions = new List<ExchangeExecution>(rows.Count);
            foreach (var row in rows.DistinctBy(static row => row.ExecId, StringComparer.Ordinal).OrderBy(static row => row.ExecTime)
                .ThenBy(static row => row.Seq).ThenBy(static row => row.ExecId, StringComparer.Ordinal))
            {
                executions.Add(await mapping.MapAsync(category, row, token));
            }

            return new ExchangeResult<IReadOnlyList<ExchangeExecution>>.Success(executions);
        }
        catch (WireFormatException broken)
        {
            return new ExchangeResult<IReadOnlyList<ExchangeExecution>>.Failure(
                new ExchangeError(0, broken.Message, RetryGuidance.RetryLater));
        }
    }
}
