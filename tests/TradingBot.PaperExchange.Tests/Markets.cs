using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Tests;

/// <summary>A state with a price for every listed symbol and no server around it.</summary>
internal static class Markets
{
    public static ExchangeState NewState(params (string Coin, decimal Amount)[] deposits)
    {
        var state = new ExchangeState { Now = DateTimeOffset.UnixEpoch };
        state.Begin(7);
        foreach (var instrument in InstrumentCatalog.All)
        {
            state.Markets.Put(new MarketState
            {
                Category = instrument.Category,
                Symbol = instrument.Symbol,
                Last = instrument.StartPrice,
                UpdatedAt = state.Now,
                AnchorAt = state.Now,
                AnchorPrice = instrument.StartPrice,
                Minute = Candle.At(state.Now, instrument.StartPrice),
                Seq = state.NextSequence(),
            });
        }

        foreach (var (coin, amount) in deposits)
            Wallet.Deposit(state, coin, amount);
        return state;
    }
}
