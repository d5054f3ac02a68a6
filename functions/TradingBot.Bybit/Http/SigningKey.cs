using System.Diagnostics.CodeAnalysis;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Http;

/// <summary>Who signs the next request, or why nobody can.</summary>
internal readonly record struct SigningKey(BybitSigner? Signer, ExchangeError? Fault)
{
    public bool IsMissing([NotNullWhen(true)] out ExchangeError? fault, [NotNullWhen(false)] out BybitSigner? signer)
    {
        (fault, signer) = (Fault, Signer);
        return signer is null;
    }
}
