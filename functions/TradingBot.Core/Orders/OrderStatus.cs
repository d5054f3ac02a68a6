namespace TradingBot.Core.Orders;

/// <summary>Where an order stands by our own books. Unknown is a state of its own: neither accepted nor rejected.</summary>
public enum OrderStatus
{
    /// <summary>Written down and about to be sent, or sent; no answer recorded.</summary>
    Sent,

    /// <summary>The answer was lost or ambiguous; only a look-up may settle it.</summary>
    Unknown,

    /// <summary>An entry that the exchange refused for now: it is not there, and is sent again under the same id.</summary>
    Deferred,

    /// <summary>Live at the exchange without a fill: new, untriggered or triggered.</summary>
    Open,

    PartiallyFilled,

    Filled,

    /// <summary>Ended by a cancel; may have fills.</summary>
    Cancelled,

    /// <summary>Refused by the exchange.</summary>
    Rejected,

    /// <summary>Proven never to have reached the exchange.</summary>
    NotPlaced,
}
