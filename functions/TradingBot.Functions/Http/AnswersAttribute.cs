namespace TradingBot.Functions.Http;

/// <summary>
/// An answer that the function gives when it did what was asked. The OpenAPI document is generated from these declarations.
/// </summary>
/// <param name="status">HTTP status.</param>
/// <param name="body">The type written as JSON; null when there is no body.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute(int status, Type? body = null) : Attribute
{
    public int Status { get; } = status;

    public Type? Body { get; } = body;

    /// <summary>What this status says, one sentence.</summary>
    public string Meaning { get; init; } = "Done.";
}
