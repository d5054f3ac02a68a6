using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Postgres.Queries;

internal static class PlannedFigureArgs
{
    /// <summary>The figures under the names quantity, reference, risk, riskTaken and notional.</summary>
    public static Args With(this Args args, PlannedFigures figures)
    {
        args["quantity"] = figures.Quantity;
        args["reference"] = figures.ReferencePrice;
        args["risk"] = figures.Risk;
        args["riskTaken"] = figures.RiskTaken;
        args["notional"] = figures.Notional;
        return args;
    }
}
