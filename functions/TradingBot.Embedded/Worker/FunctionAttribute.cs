namespace TradingBot.Embedded.Worker;

/// <summary>Makes a public method a function; names are unique without regard to case.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
