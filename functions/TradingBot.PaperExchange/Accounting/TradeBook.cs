using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Accounting;

/// <summary>Writes the rows of a fill: execution, order, wallet entries, closed profit and loss.</summary>
internal sealed class TradeBook(ExchangeState state)
{
    /// <summary>Adds the fill to its order and to the list of executions.</summary>
    public Execution Execute(Order order, Trade trade)
    {
        var filled = order with
        {
            CumQty = order.CumQty + trade.Qty,
            CumValue = order.CumValue + trade.Value,
            CumFee = order.CumFee + trade.Fee,
            FeeCoin = trade.FeeCoin,
            UpdatedAt = state.Now,
            FirstFillPercent = null,
        };
        var isCutShort = order.FirstFillPercent is not null && filled.CumQty < filled.Qty;
        filled = filled with { Status = isCutShort ? OrderStatus.PartiallyFilled : StatusAfter(filled, trade.Price) };
        state.Put(filled);
        var execution = new Execution
        {
            Id = ExecutionId(order.Category),
            Seq = state.NextSequence(),
            Category = order.Category,
            Symbol = order.Symbol,
            Side = order.Side,
            OrderId = order.Id,
            OrderLinkId = order.LinkId,
            OrderType = order.Type,
            OrderPrice = order.Price,
            OrderQty = order.Qty,
            LeavesQty = filled.LeavesQty,
            Price = trade.Price,
            Qty = trade.Qty,
            Value = trade.Value,
            Fee = trade.Fee,
            FeeRate = trade.FeeRate,
            FeeCoin = trade.FeeCoin,
            IsMaker = trade.IsMaker,
            ClosedSize = trade.ClosedSize,
            MarkPrice = state.Last(order.Category, order.Symbol),
            Option = state.Market(order.Category, order.Symbol).Quote is { } quote ? OptionFigures.From(quote, trade.Price) : null,
            StopKind = order.StopKind,
            CreateType = order.CreateType,
            At = state.Now,
            ExecType = ExecTypeOf(order),
        };
        state.Executions.Put(execution);
        return execution;
    }

    /// <summary>Moves one coin of a fill; size is the signed position after it, insured what the insurance account bears.</summary>
    public void Settle(Execution execution, string coin, decimal cashFlow, decimal fee, decimal size, decimal insured = 0) => Wallet.Move(
        state,
        new LedgerEntry
        {
            Id = $"{execution.Id}_{coin}",
            Seq = state.NextSequence(),
            Coin = coin,
            CashFlow = cashFlow,
            Insured = insured,
            Fee = fee,
            BalanceAfter = 0,
            At = execution.At,
            Type = execution.ExecType switch
            {
                Execution.Bust => "LIQUIDATION",
                DeliveryRow.ExecType => "DELIVERY",
                _ => "TRADE",
            },
            Category = execution.Category,
            Symbol = execution.Symbol,
            Side = execution.Side,
            OrderId = execution.OrderId,
            OrderLinkId = execution.OrderLinkId,
            TradeId = execution.Id,
            Qty = execution.Qty,
            Price = execution.Price,
            FeeRate = execution.FeeRate,
            Size = size,
        });

    public void Close(Order order, PositionFill change, decimal leverage)
    {
        var row = state.ClosedPnls.Find(order.Id) ?? new ClosedPnl
        {
            OrderId = order.Id,
            Seq = state.NextSequence(),
            Category = order.Category,
            Symbol = order.Symbol,
            Side = order.Side,
            OrderType = order.Type,
            OrderPrice = order.Price,
            OrderQty = order.Qty,
            Leverage = leverage,
            ExecType = ExecTypeOf(order),
            CreatedAt = state.Now,
        };
        state.ClosedPnls.Put(row with
        {
            UpdatedAt = state.Now,
            ClosedSize = row.ClosedSize + change.ClosedQty,
            EntryValue = row.EntryValue + change.EntryShare,
            ExitValue = row.ExitValue + change.ExitValue,
            OpenFee = row.OpenFee + change.OpenFeeShare,
            CloseFee = row.CloseFee + change.CloseFee,
            Pnl = row.Pnl + change.Gross - change.OpenFeeShare - change.CloseFee,
            FillCount = row.FillCount + 1,
        });
    }

    /// <summary>A market buy by amount is complete when what is left buys nothing more; the rest is given back.</summary>
    private static OrderStatus StatusAfter(Order order, decimal price)
    {
        if (order.QuoteQty is { } amount)
        {
            if (order.CumValue == amount)
                return OrderStatus.Filled;
            return amount - order.CumValue >= order.Instrument.QtyStep * price
                ? OrderStatus.PartiallyFilled
                : OrderStatus.PartiallyFilledCanceled;
        }

        return order.CumQty >= order.Qty ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    }

    private static string ExecTypeOf(Order order) => order.CreateType == Order.ByLiquidation ? Execution.Bust : "Trade";

    private string ExecutionId(Category category) =>
        category == Category.Spot ? OrderIds.Spot(state) : state.NextGuid().ToString();
}
