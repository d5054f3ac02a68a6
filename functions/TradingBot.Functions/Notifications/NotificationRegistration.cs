using Microsoft.Extensions.DependencyInjection;
using TradingBot.Functions.Api;

namespace TradingBot.Functions.Notifications;

public static class NotificationRegistration
{
    /// <summary>Registers what brings notices to a mailbox. Which mailbox, and through what, is registered by AddEmail.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<MailText>()
        .AddSingleton<NotificationDesk>()
        .AddSingleton<IHealthProbe, EmailProbe>();
}
