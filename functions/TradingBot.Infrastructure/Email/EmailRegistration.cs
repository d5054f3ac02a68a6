using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TradingBot.Core.Notifications;

namespace TradingBot.Infrastructure.Email;

public static class EmailRegistration
{
    /// <summary>
    /// Registers the way to a mailbox that <c>Email:*</c> names; with provider None, only the policy that nothing is mailed.
    /// </summary>
    /// <exception cref="OptionsValidationException">A setting cannot be used; the message names it and the fix.</exception>
    public static IServiceCollection AddEmail(this IServiceCollection services, IConfiguration configuration)
    {
        var options = EmailOptions.Read(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new EmailPolicy(
            options.Provider == EmailProvider.None ? null : options.Provider.ToString(), options.MinimumSeverity, options.MailLimit));
        if (options.Provider == EmailProvider.Smtp)
        {
            services.AddSingleton<IEmailSender>(provider => new SmtpEmailSender(options, provider.GetRequiredService<TimeProvider>()));
        }
        else if (options.Provider == EmailProvider.AzureCommunication)
        {
            services.TryAddSingleton<TokenCredential>(static _ => new DefaultAzureCredential());
            services.AddSingleton<IEmailSender>(provider => new AzureEmailSender(
                options, provider.GetRequiredService<TokenCredential>(), HttpClientTransport.Shared,
                provider.GetRequiredService<TimeProvider>()));
        }

        return services;
    }
}
