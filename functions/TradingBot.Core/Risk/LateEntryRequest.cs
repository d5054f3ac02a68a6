using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

/// <summary>All that the rules look at for an entry that was approved a while ago and is to be sent only now.</summary>
public sealed record LateEntryRequest
{
    /// <summary>The approved trade; nothing of it is filled.</summary>
    public required TradeRecord Trade { get; init; }

    /// <summary>The alert that it was approved for.</summary>
    public required Signal Signal { get; init; }

    /// <summary>As it is set now.</summary>
    public required Strategy Strategy { get; init; }

    public required Instrument Instrument { get; init; }

    public required Ticker Ticker { get; init; }

    public required FeeRate Fees { get; init; }

    /// <summary>What stands in the symbol at the exchange; nothing there is the trade's. Null for spot.</summary>
    public required SymbolPositions? Held { get; init; }

    /// <summary>Live orders of the symbol without the trade's own; empty for spot.</summary>
    public required IReadOnlyList<ExchangeOrder> Resting { get; init; }
}
