namespace TradingBot.Judges.Tests;

internal static class LinearPerpetual
{
    public static Contract Contract { get; } = new Contract.Linear
    {
        Coin = "USDT",
        Tick = 0.1m,
        Step = 0.001m,
        Funds = 10_000,
        MoneyTolerance = 0.00000000001m,
        PriceTolerance = 0.00000001m,
        Small = 0.01m,
        Amended = 0.02m,
        Large = 0.05m,
        Part = 0.02m,
        Short = 0.03m,
    };
}

public sealed class BybitApiOnLinear(BybitApiOnLinear.Run run) : LifeOfAPerpetual(run, LinearPerpetual.Contract),
IClassFixture<BybitApiOnLinear.Run>
{
    public sealed class Run() : Judgement("bybit-api/perpetual.mjs", "linear");
}

public sealed class CcxtOnLinear(CcxtOnLinear.Run run) : LifeOfAPerpetual(run, LinearPerpetual.Contract), IClassFixture<CcxtOnLinear.Run>
{
    public sealed class Run() : Judgement("ccxt/perpetual.mjs", "linear");
}
