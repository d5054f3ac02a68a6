using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Strategies;

/// <summary>A cautious strategy to begin with.</summary>
public static class SampleStrategy
{
    public static Strategy Create() => new()
    {
        Key = StrategyKey.Parse("sample"),
        Name = "Sample: BTCUSDT, 1 % risk",
        State = StrategyState.Active,
        Category = Category.Linear,
        Symbols = [Symbol.Parse("BTCUSDT")],
        Direction = AllowedDirection.Both,
        OrderType = OrderType.Market,
        Sizing = new Sizing(SizingMode.RiskPercent, 1m),
        Leverage = 3m,
        StopLoss = new PriceDistance(Percent: 2m),
        TakeProfits = [new TakeProfitRule(new PriceDistance(Percent: 4m), 100m)],
        MaxDriftPercent = 1m,
        Formats = [AlertFormat.Tradingbot],
    };
}
