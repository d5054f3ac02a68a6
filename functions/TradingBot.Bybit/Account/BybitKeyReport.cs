using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Account;

/// <summary>What the configured API key may do. Warnings are sentences for the operator.</summary>
public sealed record BybitKeyReport
{
    public required bool IsReadOnly { get; init; }

    /// <summary>Categories in which the key may place orders.</summary>
    public required IReadOnlyList<Category> Tradable { get; init; }

    /// <summary>A bot's key should never be able to.</summary>
    public required bool CanWithdraw { get; init; }

    /// <summary>Keys without a fixed address end after 90 days and work for whoever finds them.</summary>
    public required bool IsBoundToAddress { get; init; }

    /// <summary>Whole days until the key expires, 0 to 3650; null when it does not, or when Bybit does not say.</summary>
    public int? DaysLeft { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }
}
