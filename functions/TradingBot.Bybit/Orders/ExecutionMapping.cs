using TradingBot.Bybit.Market;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Orders;

/// <summary>
/// Execution rows of either road, the list or the stream; where Bybit leaves out the fee's coin it follows from the instrument.
/// </summary>
internal sealed class ExecutionMapping(InstrumentCatalog instruments)
{
    /// <exception cref="WireFormatException">A row lacks what the ledger needs.</exception>
    public async Task<ExchangeExecution> MapAsync(Category category, WireExecution row, CancellationToken token)
    {
        var symbol = WireValue.Symbol(row.Symbol);
        var side = WireValue.Side(row.Side);
        return new ExchangeExecution
        {
            Category = category,
            Symbol = symbol,
            ExecId = WireValue.Required(row.ExecId, "execId"),
            ExchangeOrderId = row.OrderId ?? "",
            LinkId = WireValue.Word(row.OrderLinkId),
            ExecType = WireValue.Word(row.ExecType) ?? "Unknown",
            Side = side,
            Price = WireValue.Required(row.ExecPrice, "execPrice"),
            Quantity = WireValue.Required(row.ExecQty, "execQty"),
            Value = WireValue.Required(row.ExecValue, "execValue"),
            Fee = WireValue.Required(row.ExecFee, "execFee"),
            FeeRate = row.FeeRate,
            FeeCurrency = WireValue.Word(row.FeeCurrency) ?? FeeCoin.Of(category, symbol, side, await FindAsync(category, symbol, token)),
            IsMaker = row.IsMaker ?? false,
            ClosedQuantity = row.ClosedSize ?? 0m,
            StopOrderType = WireValue.Word(row.StopOrderType),
            At = WireValue.Time(row.ExecTime, "execTime"),
        };
    }

    private async Task<Instrument?> FindAsync(Category category, Symbol symbol, CancellationToken token) =>
        await instruments.GetAsync(category, token) is ExchangeResult<IReadOnlyList<Instrument>>.Success { Value: var list }
            ? list.FirstOrDefault(candidate => candidate.Symbol == symbol)
            : null;
}
