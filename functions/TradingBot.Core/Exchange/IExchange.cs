namespace TradingBot.Core.Exchange;

/// <summary>The venue. Reads answer a value or a reason; whatever moves orders answers accepted, rejected or unknown. Nothing here throws for a venue's answer.</summary>
public interface IExchange : IVenueMarket, IVenueOrders, IVenuePositions, IVenueAccount;
