using TradingBot.Core.Markets;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>What a traded option is.</summary>
public sealed record OptionView
{
    /// <summary>The symbol of the alerts that it was chosen for; the option itself where the strategy names it.</summary>
    public required string SignalSymbol { get; init; }

    public required OptionKind Kind { get; init; }

    [Unit(Unit.SettleCoin)]
    public required decimal Strike { get; init; }

    /// <summary>When it is delivered.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the bot closes it because its expiry comes near; null: it may be held to its delivery.</summary>
    public DateTimeOffset? CloseBy { get; init; }

    /// <summary>Null for what is no option.</summary>
    public static OptionView? Of(TradeRecord trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade.Category == Category.Option && OptionContract.Find(trade.Symbol) is { } contract
            ? new OptionView
            {
                SignalSymbol = trade.SignalSymbol.Value,
                Kind = contract.Kind,
                Strike = contract.Strike,
                ExpiresAt = contract.ExpiresAt,
                CloseBy = trade.CloseBy,
            }
            : null;
    }
}
