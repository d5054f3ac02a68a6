namespace TradingBot.Functions.Http;

/// <summary>The unit of a decimal in an answer or a request; the OpenAPI document tells it as <c>x-unit</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(Unit unit) : Attribute
{
    public Unit Unit { get; } = unit;
}
