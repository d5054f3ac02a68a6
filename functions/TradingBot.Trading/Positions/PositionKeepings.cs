using TradingBot.Core.Markets;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Positions;

/// <summary>Which kind of market keeps the position of a trade.</summary>
public sealed class PositionKeepings(FuturesPositions futures, SpotPositions spot, OptionPositions options)
{
    public IPositionKeeping Of(TradeRecord trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade.Category switch
        {
            Category.Spot => spot,
            Category.Option => options,
            _ => futures,
        };
    }
}
