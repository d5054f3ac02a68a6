namespace TradingBot.PaperExchange.Protocol;

/// <summary>The refusals that several rooms share, in the code family of their category.</summary>
internal static class Refusals
{
    public static readonly Refusal ZeroPosition = new(10001, "can not set tp/sl/ts for zero position");
    public static readonly Refusal PositionIdx = new(10001, "position idx not match position mode");
    public static readonly Refusal MissingId = new(10001, "params error: OrderId or orderLinkId is required");
    public static readonly Refusal NotModified = new(34040, "not modified");
    public static readonly Refusal QtyInvalid = new(10001, "Qty invalid");

    public static readonly Refusal TooManyVisits = new(10006, "Too many visits!");

    public static Refusal Parameter(string name) => new(10001, $"params error: {name} invalid");

    public static Refusal Symbol(Category category) =>
        category == Category.Spot ? new(170121, "Invalid symbol.") : new(10001, "Not supported symbols");

    public static Refusal NotTrading(Category category) =>
        category == Category.Spot ? new(170151, "Trading pair is not open yet.") : new(110074, "This contract is not live");

    public static Refusal Duplicate(Category category) =>
        category == Category.Spot ? new(170141, "Duplicate clientOrderId") : new(110072, "OrderLinkedID is duplicate");

    public static Refusal NotFound(Category category, string action) =>
        category == Category.Spot ? new(170213, "Order does not exist.") : new(110001, $"order not exists or too late to {action}");

    public static Refusal Balance(Category category) =>
        category == Category.Spot ? new(170131, "Insufficient balance.") : new(110007, "ab not enough for new order");
}
