using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Streams;

/// <summary>The whole balance, kept up from messages that may name only the coins that changed. Not thread-safe.</summary>
internal sealed class WalletMerger
{
    private AccountBalance? _last;
    private DateTimeOffset _at;

    /// <summary>The balance after a message, or null when it says nothing new or is older than what is known.</summary>
    public AccountBalance? Merge(AccountBalance received, DateTimeOffset at, bool isWhole)
    {
        if (at < _at)
            return null;

        var coins = isWhole || _last is null
            ? received.Coins
            : [.. _last.Coins.ExceptBy(received.Coins.Select(static coin => coin.Coin), static coin => coin.Coin), .. received.Coins];
        var now = received with { Coins = [.. coins.OrderBy(static coin => coin.Coin, StringComparer.Ordinal)] };
        var isSame = _last is not null && _last.Coins.SequenceEqual(now.Coins) && _last with { Coins = now.Coins } == now;
        (_last, _at) = (now, at);
        return isSame ? null : now;
    }
}
