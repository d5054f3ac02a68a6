using System.Collections.Concurrent;
using Azure.Core;

namespace TradingBot.Infrastructure.Tests.KeyVault;

/// <summary>An identity that gets the vault's token at once, or only when it is let go.</summary>
internal sealed class VaultIdentity : TokenCredential
{
    public ConcurrentQueue<TokenRequestContext> Asked { get; } = new();

    public Exception? Failure { get; set; }

    public string Token { get; init; } = VaultServer.Token;

    /// <summary>True: no token ever comes.</summary>
    public bool Hangs { get; set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The client asks asynchronously.");

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Asked.Enqueue(requestContext);
        if (Hangs)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return Failure is null ? new AccessToken(Token, new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero)) : throw Failure;
    }
}
