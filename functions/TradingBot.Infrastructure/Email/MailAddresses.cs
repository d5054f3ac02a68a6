using System.Net.Mail;

namespace TradingBot.Infrastructure.Email;

internal static class MailAddresses
{
    /// <summary>Null for what is no address, and for one with line breaks, which would forge headers.</summary>
    public static MailAddress? Parse(string? text) =>
        text is null || text.Any(char.IsControl) || !MailAddress.TryCreate(text, out var address) ? null : address;

    /// <summary>The parts of a list separated by commas.</summary>
    public static IReadOnlyList<string> Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
