namespace TradingBot.Trading.Notifications;

/// <summary>
/// Spreads an hour's allowance of mails: the first digest goes at once, each further one waits longer than the one before, so that
/// the allowance is never used up long before the hour is. A fifth is kept for critical notices, which ask nobody.
/// </summary>
internal static class MailBudget
{
    private const int KeptForCritical = 5;

    /// <param name="perHour">At least 1.</param>
    /// <param name="used">Mails of the last hour.</param>
    public static bool AllowsDigest(int perHour, int used, DateTimeOffset? lastSentAt, DateTimeOffset now)
    {
        var allowed = Math.Max(1, perHour - (int)Math.Ceiling(perHour / (decimal)KeptForCritical));
        if (used >= allowed)
            return false;
        // Gaps of 1, 2, 3 … parts; together they are the hour.
        var part = TimeSpan.FromHours(2) / (allowed * (allowed + 1));
        return lastSentAt is null || now - lastSentAt >= part * used;
    }
}
