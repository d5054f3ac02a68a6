using TradingBot.PaperExchange.Settings;

namespace TradingBot.Judges.Tests;

internal static class InversePerpetual
{
    public static Contract Contract { get; } = new Contract.Inverse
    {
        Coin = "BTC",
        Tick = 0.1m,
        Step = 1,
        Funds = 1,
        MoneyTolerance = 0.00000000000001m,
        PriceTolerance = 0.00000001m,
        Small = 100,
        Amended = 200,
        Large = 3000,
        Part = 1000,
        Short = 2000,
    };

    public static Dictionary<string, decimal> Wallet { get; } = new(StringComparer.Ordinal) { ["BTC"] = 1 };
}

public sealed class BybitApiOnInverse(BybitApiOnInverse.Run run) : LifeOfAPerpetual(run, InversePerpetual.Contract),
IClassFixture<BybitApiOnInverse.Run>
{
    public sealed class Run() : Judgement("bybit-api/perpetual.mjs", "inverse")
    {
        protected override PaperExchangeOptions Options => base.Options with { InitialWallet = InversePerpetual.Wallet };
    }
}

public sealed class CcxtOnInverse(CcxtOnInverse.Run run) : LifeOfAPerpetual(run, InversePerpetual.Contract),
IClassFixture<CcxtOnInverse.Run>
{
    public sealed class Run() : Judgement("ccxt/perpetual.mjs", "inverse")
    {
        protected override PaperExchangeOptions Options => base.Options with { InitialWallet = InversePerpetual.Wallet };
    }
}
