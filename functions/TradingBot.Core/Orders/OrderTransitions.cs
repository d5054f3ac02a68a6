using static TradingBot.Core.Orders.OrderStatus;

namespace TradingBot.Core.Orders;

/// <summary>
/// The one table of an order's life: where it stood, what was seen, where it stands now. News may arrive late and out of order,
/// so a stale sighting changes nothing; what cannot be true together is an error.
/// </summary>
public static class OrderTransitions
{
    private static readonly OrderStatus[] AllStatuses = Enum.GetValues<OrderStatus>();

    private static readonly Dictionary<(OrderStatus Current, OrderStatus Observed), OrderStatus> Table = Build();

    /// <exception cref="InvalidOperationException">The two cannot be true of one order.</exception>
    public static OrderStatus Next(OrderStatus current, OrderStatus observed) =>
        TryNext(current, observed, out var next)
            ? next
            : throw new InvalidOperationException($"An order that is {current} cannot be seen {observed}.");

    /// <summary>False when the two cannot be true of one order; the status then stays as it is.</summary>
    public static bool TryNext(OrderStatus current, OrderStatus observed, out OrderStatus next)
    {
        if (Table.TryGetValue((current, observed), out next)) return true;
        next = current;
        return false;
    }

    private static Dictionary<(OrderStatus Current, OrderStatus Observed), OrderStatus> Build()
    {
        var table = AllStatuses.ToDictionary(static status => (status, status), static status => status);

        // Written down before it is sent, so any news may be the first.
        Moves(Sent, Unknown, Deferred, Open, PartiallyFilled, Filled, Cancelled, Rejected, NotPlaced);
        Moves(Unknown, Deferred, Open, PartiallyFilled, Filled, Cancelled, Rejected, NotPlaced);

        // The only way back: the refusal was definite, so sending again begins anew.
        Moves(Deferred, Sent, Unknown, Open, PartiallyFilled, Filled, Cancelled, Rejected, NotPlaced);

        // An acknowledged order can still be rejected: the acknowledgement only says that it was received.
        Moves(Open, PartiallyFilled, Filled, Cancelled, Rejected);
        Moves(PartiallyFilled, Filled, Cancelled);

        // A fill that crossed the cancel on its way.
        Moves(Cancelled, Filled);

        Stale(Unknown, Sent);
        Stale(Open, Sent, Unknown, Deferred);
        Stale(PartiallyFilled, Sent, Unknown, Deferred, Open);
        Stale(Filled, Sent, Unknown, Deferred, Open, PartiallyFilled, Cancelled);
        Stale(Cancelled, Sent, Unknown, Deferred, Open, PartiallyFilled);
        Stale(Rejected, Sent, Unknown, Deferred, Open);
        Stale(NotPlaced, Sent, Unknown, Deferred);
        return table;

        void Moves(OrderStatus from, params ReadOnlySpan<OrderStatus> observed)
        {
            foreach (var status in observed) table.Add((from, status), status);
        }

        void Stale(OrderStatus stays, params ReadOnlySpan<OrderStatus> observed)
        {
            foreach (var status in observed) table.Add((stays, status), stays);
        }
    }
}
