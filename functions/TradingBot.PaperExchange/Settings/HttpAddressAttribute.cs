using System.ComponentModel.DataAnnotations;

namespace TradingBot.PaperExchange.Settings;

/// <summary>An absolute http or https address.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => Uri.TryCreate(value?.ToString(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
