using TradingBot.PaperExchange.Instruments;

namespace TradingBot.PaperExchange.Positions;

internal static class InstrumentContract
{
    extension(Instrument instrument)
    {
        /// <summary>The arithmetic of the instrument's kind of derivative.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The instrument is a spot pair.</exception>
        public Contract Contract => Contract.Of(instrument.Category);
    }
}
