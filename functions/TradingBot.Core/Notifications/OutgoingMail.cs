namespace TradingBot.Core.Notifications;

/// <summary>A mail taken for its <paramref name="Attempt"/>th attempt (from 1), with its notices, oldest first.</summary>
public sealed record OutgoingMail(Guid Id, int Attempt, IReadOnlyList<NotificationRecord> Notices);
