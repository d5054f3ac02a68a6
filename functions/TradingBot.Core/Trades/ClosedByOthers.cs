namespace TradingBot.Core.Trades;

/// <summary>
/// Whose contracts it was that an order of somebody else closed, in a position which the exchange keeps as one. Played through in the order
/// in which it happened: whoever closes more than is theirs closes their own first, and what somebody opens after ours was closed is none
/// of ours, however much then stands.
/// </summary>
public static class ClosedByOthers
{
    /// <summary>Our part of each closing of which it is not known yet.</summary>
    /// <param name="moves">All that moved the position since some moment, oldest first.</param>
    /// <param name="ours">What of the position was ours at that moment, by our books; base coin, inverse: USD contracts.</param>
    /// <param name="standing">What stands at the exchange after all of them, ours and others'.</param>
    /// <returns>
    /// The parts by the closings' execution ids, zero for those that closed nothing of ours; null where moves and position do not fit
    /// together, because the exchange lists some of them late.
    /// </returns>
    public static IReadOnlyDictionary<string, decimal>? PartsOf(IReadOnlyList<PositionMove> moves, decimal ours, decimal standing)
    {
        ArgumentNullException.ThrowIfNull(moves);
        var parts = new Dictionary<string, decimal>();
        var others = standing - moves.Sum(static move => move.Quantity) - ours;
        foreach (var move in moves)
        {
            if (others < 0 || ours < 0)
                return null;
            if (move.Ours is { } known)
            {
                ours += known;
                others += move.Quantity - known;
                continue;
            }

            var part = Math.Min(Math.Max(0, -move.Quantity - others), ours);
            parts[move.ExecId] = part;
            ours -= part;
            others += move.Quantity + part;
        }

        return others < 0 || ours < 0 ? null : parts;
    }
}

/// <summary>An execution that made a position larger or smaller.</summary>
/// <param name="ExecId">The exchange's id of it.</param>
/// <param name="Quantity">By how much; negative where it made the position smaller. Base coin, inverse: USD contracts.</param>
/// <param name="Ours">How much of that is ours, with the same sign; null where that is to be found out.</param>
public sealed record PositionMove(string ExecId, decimal Quantity, decimal? Ours);
