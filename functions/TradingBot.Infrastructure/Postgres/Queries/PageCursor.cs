using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace TradingBot.Infrastructure.Postgres.Queries;

/// <summary>The place after which a list goes on: a time and a tie-breaker, opaque to callers.</summary>
internal sealed record PageCursor(DateTimeOffset At, string Tie)
{
    public static string Write(DateTimeOffset at, object tie) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}|{tie}")));

    /// <summary>Null for no cursor and for text that is no cursor of ours (the list then begins at its top).</summary>
    public static PageCursor? Read(string? text)
    {
        if (text is null || !Base64Url.IsValid(text))
            return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|', 2);
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new PageCursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
            : null;
    }
}
