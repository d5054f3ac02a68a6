using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Building;

/// <summary>A linear BTCUSDT strategy in both directions with 1 % risk, a 2 % stop and no targets, changed step by step.</summary>
internal sealed class AStrategy
{
    private Strategy _strategy = SampleStrategy.Create() with
    {
        Key = StrategyKey.Parse("test"),
        Leverage = 10m,
        TakeProfits = [],
        MaxDriftPercent = null,
    };

    public AStrategy Spot() => With(s => s with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });

    public AStrategy Inverse() => With(s => s with { Category = Category.Inverse, Symbols = [Symbol.Parse("BTCUSD")] });

    public AStrategy For(params string[] symbols) => With(s => s with { Symbols = [.. symbols.Select(Symbol.Parse)] });

    public AStrategy Only(AllowedDirection direction) => With(s => s with { Direction = direction });

    public AStrategy Sized(SizingMode mode, decimal value) => With(s => s with { Sizing = new Sizing(mode, value) });

    public AStrategy Stop(decimal? percent) => With(s => s with { StopLoss = percent is { } p ? new PriceDistance(Percent: p) : null });

    public AStrategy Target(PriceDistance distance) => With(s => s with { TakeProfits = [new TakeProfitRule(distance, 100)] });

    public AStrategy Leverage(decimal? leverage) => With(s => s with { Leverage = leverage });

    public AStrategy Taking(params AlertFormat[] formats) => With(s => s with { Formats = [AlertFormat.Tradingbot, .. formats] });

    public AStrategy Limit() => With(s => s with { OrderType = OrderType.Limit });

    public AStrategy With(Func<Strategy, Strategy> change)
    {
        _strategy = change(_strategy);
        return this;
    }

    public Strategy Build() => _strategy;
}
