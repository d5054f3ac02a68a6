using TradingBot.Bybit.Http;
using TradingBot.Bybit.Market;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;
using TradingBot.Core.Ports;

namespace TradingBot.Bybit.Orders;

/// <summary>Every execution since a moment, once each, oldest first.</summary>
internal sealed class ExecutionReader(BybitReader reader, TimeWindows windows, InstrumentCatalog instruments)
{
    public async Task<VenueResult<IReadOnlyList<VenueExecution>>> GetAsync(
        Category category, Symbol symbol, DateTimeOffset since, CancellationToken token)
    {
        var query = Query.Of("category", WireText.Of(category)).With("symbol", symbol.Value).With("limit", 100);
        if (category == Category.Option)
            query = query.With("baseCoin", symbol.Value.Split('-')[0]);

        var rows = new List<WireExecution>();
        foreach (var window in windows.Since(since))
        {
            var pages = await reader.ReadPagesAsync(Endpoints.Executions, category, window.Narrow(query), BybitJson.Default.WirePageWireExecution, token);
            if (pages is not VenueResult<IReadOnlyList<WireExecution>>.Success { Value: var read })
                return pages.Map(static _ => (IReadOnlyList<VenueExecution>)[]);
            rows.AddRange(read);
        }

        return await TranslateAsync(category, symbol, rows, token);
    }

    private async Task<VenueResult<IReadOnlyList<VenueExecution>>> TranslateAsync(
        Category category, Symbol symbol, List<WireExecution> rows, CancellationToken token)
    {
        var instrument = rows.Exists(static row => string.IsNullOrEmpty(row.FeeCurrency)) ? await FindAsync(category, symbol, token) : null;
        return new VenueResult<IReadOnlyList<WireExecution>>.Success(rows).Map(all => (IReadOnlyList<VenueExecution>)
        [
            .. all.DistinctBy(static row => WireValue.Required(row.ExecId, "execId"), StringComparer.Ordinal)
                .OrderBy(static row => row.ExecTime)
                .ThenBy(static row => row.Seq)
                .ThenBy(static row => row.ExecId, StringComparer.Ordinal)
                .Select(row => ToExecution(row, category, symbol, instrument)),
        ]);
    }

    private async Task<Instrument?> FindAsync(Category category, Symbol symbol, CancellationToken token) =>
        await instruments.GetAsync(category, token) is VenueResult<IReadOnlyList<Instrument>>.Success { Value: var list }
            ? list.FirstOrDefault(candidate => candidate.Symbol == symbol)
            : null;

    private static VenueExecution ToExecution(WireExecution row, Category category, Symbol symbol, Instrument? instrument)
    {
        var side = WireValue.Side(row.Side);
        return new VenueExecution
        {
            ExecId = WireValue.Required(row.ExecId, "execId"),
            VenueOrderId = row.OrderId ?? "",
            LinkId = WireValue.Word(row.OrderLinkId),
            ExecType = WireValue.Word(row.ExecType) ?? "Unknown",
            Side = side,
            Price = WireValue.Required(row.ExecPrice, "execPrice"),
            Quantity = WireValue.Required(row.ExecQty, "execQty"),
            Value = WireValue.Required(row.ExecValue, "execValue"),
            Fee = WireValue.Required(row.ExecFee, "execFee"),
            FeeCurrency = WireValue.Word(row.FeeCurrency) ?? FeeCoin.Of(category, symbol, side, instrument),
            IsMaker = row.IsMaker ?? false,
            ClosedQuantity = row.ClosedSize ?? 0m,
            StopOrderType = WireValue.Word(row.StopOrderType),
            At = WireValue.Time(row.ExecTime, "execTime"),
        };
    }
}
