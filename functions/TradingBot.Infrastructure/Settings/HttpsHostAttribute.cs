using System.ComponentModel.DataAnnotations;

namespace TradingBot.Infrastructure.Settings;

/// <summary>An absolute https address that names a server and nothing else: a token is sent there.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpsHostAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => Uri.TryCreate(value?.ToString(), UriKind.Absolute, out var address)
        && address is { Scheme: "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" };
}
