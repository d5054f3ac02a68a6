using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Positions;

/// <summary>
/// Books one fill into a position. A partial close takes its share of entry value and opening fee rounded to
/// the places of its contract; the last close takes what is left, so the shares of a position always sum to what was booked.
/// </summary>
internal static class PositionMath
{
    public static PositionFill Apply(
        Position before, Side side, decimal qty, decimal price, decimal feeRate, decimal index, DateTimeOffset now)
    {
        var (instrument, contract) = (before.Instrument, before.Instrument.Contract);
        var closes = before.Side is { } held && held != side;
        var closedQty = closes ? Math.Min(qty, before.Size) : 0;
        var entryShare = Share(before.EntryValue, closedQty, before.Size, contract.ShareDecimals);
        var openFeeShare = Share(before.OpenFee, closedQty, before.Size, contract.ShareDecimals);
        var exitValue = contract.Value(closedQty, price);
        var gross = contract.Profit(before.Sign, entryShare, exitValue);
        var closeFee = contract.Fee(instrument, closedQty, price, feeRate, index);

        var openedQty = qty - closedQty;
        var openValue = contract.Value(openedQty, price);
        var openFee = contract.Fee(instrument, openedQty, price, feeRate, index);
        var left = before.Size - closedQty;
        var starts = openedQty > 0 && left == 0;
        var realised = gross - closeFee;
        var after = before with
        {
            Side = openedQty > 0 ? side : left > 0 ? before.Side : null,
            Size = left + openedQty,
            EntryValue = before.EntryValue - entryShare + openValue,
            OpenFee = before.OpenFee - openFeeShare + openFee,
            CurrentRealised = starts ? -openFee : before.CurrentRealised + realised - openFee,
            TotalRealised = before.TotalRealised + realised - openFee,
            CreatedAt = before.CreatedAt ?? now,
            OpenedAt = starts ? now : before.OpenedAt,
            UpdatedAt = now,
        };
        return new PositionFill(after, closedQty, entryShare, exitValue, gross, openFeeShare, closeFee, openValue, openFee);
    }

    private static decimal Share(decimal whole, decimal part, decimal size, int decimals)
    {
        if (part == 0)
            return 0;
        return part == size ? whole : Math.Round(whole * part / size, decimals, MidpointRounding.ToEven);
    }
}
