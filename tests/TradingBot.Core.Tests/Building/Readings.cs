using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;

namespace TradingBot.Core.Tests.Building;

internal static class Readings
{
    public static Signal Signal(this SignalReading reading) => reading switch
    {
        SignalReading.Readable readable => readable.Signal,
        SignalReading.Faulty faulty => throw new Xunit.Sdk.XunitException(string.Join("; ", faulty.Faults)),
        _ => throw new Xunit.Sdk.XunitException(reading.ToString()),
    };

    public static IReadOnlyList<Fault> Faults(this SignalReading reading) => Assert.IsType<SignalReading.Faulty>(reading).Faults;

    public static IReadOnlyList<string> Ignored(this SignalReading reading) => Assert.IsType<SignalReading.Readable>(reading).IgnoredFields;

    public static Fault OnlyFault(this SignalReading reading) => Assert.Single(reading.Faults());
}
