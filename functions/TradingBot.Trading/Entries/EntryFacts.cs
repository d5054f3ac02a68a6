using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Trading.Entries;

/// <summary>What the exchange says of a market before an entry is decided there, all of it read within one moment.</summary>
/// <param name="Held">What stands in the symbol, and its leverage; null for spot, which has no positions.</param>
/// <param name="Resting">Live orders of the symbol, whoever gave them; empty for spot.</param>
/// <param name="Tiers">Margin terms; empty for spot, and where the exchange did not tell.</param>
public sealed record EntryFacts(
    Instrument Instrument, Ticker Ticker, FeeRate Fees, AccountBalance Balance,
    SymbolPositions? Held, IReadOnlyList<ExchangeOrder> Resting, IReadOnlyList<RiskTier> Tiers)
{
    /// <summary>Of the bars that were asked for; one that is not there has too few.</summary>
    public required IReadOnlyDictionary<AtrBars, decimal> AverageTrueRanges { get; init; }

    /// <summary>
    /// Isolated margin shows no account totals (Bybit V5, wallet-balance); cross and portfolio margin are backed by the account alike.
    /// </summary>
    public MarginMode MarginMode => Balance.TotalAvailableBalance is null ? MarginMode.Isolated : MarginMode.Cross;

    /// <summary>Free balance in quote coin (spot), or what the account has free as margin in USD (derivatives).</summary>
    public decimal Available
    {
        get
        {
            // Spot pays with the quote coin itself; derivatives with the margin of the whole account.
            var isSpot = Instrument.Category == Category.Spot;
            var name = isSpot ? Instrument.QuoteCoin : Instrument.SettleCoin;
            var coin = Balance.Coins.FirstOrDefault(candidate => candidate.Coin == name);
            var free = coin is null ? 0m : coin.WalletBalance - coin.Locked;
            return isSpot ? free : Balance.TotalAvailableBalance ?? free;
        }
    }
}
