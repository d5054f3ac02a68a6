namespace TradingBot.Functions.Http;

/// <summary>
/// A refusal that the function itself gives, as problem details. Refusals of the access check, the body reader, the query reader and the
/// outermost handler are added to every function they stand before.
/// </summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable code of the problem.</param>
/// <param name="meaning">When it is given, half a sentence.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RefusesAttribute(int status, string code, string meaning) : Attribute
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Meaning { get; } = meaning;
}
