using Microsoft.Extensions.DependencyInjection;
using TradingBot.Functions.Api.Operations;
using TradingBot.Trading.Notifications;

namespace TradingBot.Functions;

public static class NotificationRegistration
{
    /// <summary>Registers what brings notices to a mailbox. Which mailbox, and through what, is registered by AddEmail.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<MailText>()
        .AddSingleton<NotificationDispatcher>()
        .AddSingleton<IHealthProbe, EmailProbe>();
}
