using TradingBot.PaperExchange.State;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Simulation;

/// <summary>Learns what each stored command changed, in order. Called under the simulator's lock: it must not wait for anybody.</summary>
internal interface ICommandListener
{
    void OnStored(ExchangeState state, IReadOnlyList<IRow> changes);
}
