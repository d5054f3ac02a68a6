using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Tests;

/// <summary>A ledger with a price for every listed symbol and no server around it.</summary>
internal static class Markets
{
    public static Ledger NewLedger(params (string Coin, decimal Amount)[] deposits)
    {
        var ledger = new Ledger { Now = DateTimeOffset.UnixEpoch };
        ledger.Begin(7);
        foreach (var instrument in InstrumentCatalog.All)
        {
            ledger.Markets.Put(new MarketState
            {
                Category = instrument.Category,
                Symbol = instrument.Symbol,
                Last = instrument.StartPrice,
                UpdatedAt = ledger.Now,
                AnchorAt = ledger.Now,
                AnchorPrice = instrument.StartPrice,
                Minute = Candle.At(ledger.Now, instrument.StartPrice),
                Seq = ledger.NextSequence(),
            });
        }

        foreach (var (coin, amount) in deposits)
            Wallet.Deposit(ledger, coin, amount);
        return ledger;
    }
}
