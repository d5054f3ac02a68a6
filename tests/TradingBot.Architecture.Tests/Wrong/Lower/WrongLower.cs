using TradingBot.Architecture.Tests.Wrong.Upper;

namespace TradingBot.Architecture.Tests.Wrong.Lower;

/// <summary>Deliberately wrong: uses the folder that uses it, and only inside an anonymous function.</summary>
internal sealed class WrongLower
{
    public Func<object> Make => () => new WrongUpper(this);
}
