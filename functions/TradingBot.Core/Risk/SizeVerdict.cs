using TradingBot.Core.Foundation;

namespace TradingBot.Core.Risk;

public abstract record SizeVerdict
{
    private SizeVerdict()
    {
    }

    /// <summary>A multiple of the instrument's step. Notional and risk in quote coin.</summary>
    /// <param name="Asked">What would have been followed without the strategy's bound; null when that did not count.</param>
    /// <param name="SizedByStop">The strategy's own stop, where it decided the size and not the alert's nearer one; else null.</param>
    public sealed record Sized(decimal Quantity, decimal Notional, decimal Risk, decimal? Asked = null, decimal? SizedByStop = null)
        : SizeVerdict;

    public sealed record Refused(Denial Denial) : SizeVerdict;
}
