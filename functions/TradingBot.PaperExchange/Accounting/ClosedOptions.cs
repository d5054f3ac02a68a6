using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Accounting;

/// <summary>Adds up what closing an option position brought, fill by fill, until it is flat.</summary>
internal static class ClosedOptions
{
    public static void Note(
        ExchangeState state, Position before, PositionFill change, decimal deliveryFee = 0, decimal? deliveryPrice = null)
    {
        var opened = before.OpenedAt ?? state.Now;
        // Two positions of one symbol never share their first row number, whatever the clock says.
        var key = $"{before.Symbol}:{state.ClosedOptions.All.Count(row => row.Symbol == before.Symbol && row.ClosedAt is not null)}";
        var row = state.ClosedOptions.Find(key) ?? new ClosedOption
        {
            Key = key,
            Seq = state.NextSequence(),
            Symbol = before.Symbol,
            Side = before.Side.GetValueOrDefault(),
            OpenedAt = opened,
        };
        var ends = change.ClosedQty == before.Size;
        state.ClosedOptions.Put(row with
        {
            Seq = ends ? state.NextSequence() : row.Seq,
            ClosedAt = ends ? state.Now : null,
            Qty = row.Qty + change.ClosedQty,
            EntryValue = row.EntryValue + change.EntryShare,
            ExitValue = row.ExitValue + change.ExitValue,
            OpenFee = row.OpenFee + change.OpenFeeShare,
            CloseFee = row.CloseFee + change.CloseFee,
            DeliveryFee = row.DeliveryFee + deliveryFee,
            DeliveryPrice = deliveryPrice,
            Pnl = row.Pnl + change.Gross - change.OpenFeeShare - change.CloseFee - deliveryFee,
        });
    }
}
