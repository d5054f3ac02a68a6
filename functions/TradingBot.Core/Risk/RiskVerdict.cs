using TradingBot.Core.Foundation;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

public abstract record RiskVerdict
{
    private RiskVerdict()
    {
    }

    public sealed record Approved(TradePlan Plan) : RiskVerdict;

    public sealed record Denied(Denial Denial) : RiskVerdict;
}
