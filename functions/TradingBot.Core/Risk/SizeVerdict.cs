using TradingBot.Core.Foundation;

namespace TradingBot.Core.Risk;

public abstract record SizeVerdict
{
    private SizeVerdict()
    {
    }

    /// <summary>A multiple of the instrument's step. Notional and risk in quote coin.</summary>
    public sealed record Sized(decimal Quantity, decimal Notional, decimal Risk) : SizeVerdict;

    public sealed record Refused(Denial Denial) : SizeVerdict;
}
