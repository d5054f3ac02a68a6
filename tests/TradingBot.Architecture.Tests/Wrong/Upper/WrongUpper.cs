using TradingBot.Architecture.Tests.Wrong.Lower;

namespace TradingBot.Architecture.Tests.Wrong.Upper;

/// <summary>Deliberately wrong: uses the folder that uses it.</summary>
internal sealed class WrongUpper(WrongLower lower)
{
    public WrongLower Lower { get; } = lower;
}
