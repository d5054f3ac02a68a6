using System.ComponentModel.DataAnnotations;

namespace TradingBot.Infrastructure.Email;

/// <summary>A server's name or address, without scheme and port.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HostNameAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => Uri.CheckHostName(value as string) != UriHostNameType.Unknown;
}
