using TradingBot.PaperExchange.State;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Simulation;

/// <summary>Learns what each stored command changed, in order. Called under the venue's lock: it must not wait for anybody.</summary>
internal interface IVenueListener
{
    void OnStored(Ledger ledger, IReadOnlyList<IRow> news);
}
