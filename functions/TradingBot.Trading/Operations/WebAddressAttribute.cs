using System.ComponentModel.DataAnnotations;

namespace TradingBot.Trading.Operations;

/// <summary>An absolute http or https address.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WebAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is null || (Uri.TryCreate(value as string, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");
}
