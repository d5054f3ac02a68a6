namespace TradingBot.Functions.Http;

/// <summary>A field of the query string that the function reads; it may always be left out.</summary>
/// <param name="name">Name in the address.</param>
/// <param name="meaning">What it does, one sentence.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name, string meaning) : Attribute
{
    public string Name { get; } = name;

    public string Meaning { get; } = meaning;

    /// <summary>The only words it may be; empty when it is free text.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>An enumeration whose words it may be, and no others; null when <see cref="Words"/> or nothing bounds it.</summary>
    public Type? WordsOf { get; init; }

    /// <summary>What holds when it is left out; null when there is no such word.</summary>
    public string? Default { get; init; }

    /// <summary>It is a moment, ISO 8601.</summary>
    public bool IsTime { get; init; }

    /// <summary>Longest text in characters; 0 when words or a time bound it.</summary>
    public int MaxLength { get; init; }
}
