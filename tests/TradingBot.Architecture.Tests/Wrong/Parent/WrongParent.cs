using TradingBot.Architecture.Tests.Wrong.Parent.Child;

namespace TradingBot.Architecture.Tests.Wrong.Parent;

/// <summary>Deliberately wrong: uses the subfolder that uses it.</summary>
internal abstract class WrongParent
{
    public abstract IReadOnlyList<WrongChild> Children { get; }
}
