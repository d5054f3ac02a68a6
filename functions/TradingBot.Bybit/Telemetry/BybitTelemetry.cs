using System.Diagnostics;

namespace TradingBot.Bybit.Telemetry;

/// <summary>The name under which calls to Bybit are traced.</summary>
public static class BybitTelemetry
{
    public const string SourceName = "TradingBot.Bybit";

    internal static readonly ActivitySource Source = new(SourceName);
}
