using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TradingBot.Core.Settings;

namespace TradingBot.Trading.Operations;

public static class SettingsRegistration
{
    /// <summary>
    /// Binds an options class to its section and checks it by its attributes when the host starts. Blank settings count as not set. Every
    /// fault of the section is told at once, as an <see cref="OptionsValidationException"/>.
    /// </summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().Configure<IConfiguration>((options, configuration) => Bind(configuration, section, options))
            .ValidateOnStart();
        return services.AddSingleton(static provider => provider.GetRequiredService<IOptions<T>>().Value);
    }

    private static void Bind<T>(IConfiguration configuration, string section, T options)
        where T : class
    {
        var values = configuration.GetSection(section).AsEnumerable().Where(static pair => !string.IsNullOrWhiteSpace(pair.Value)).ToList();
        var faults = SettingsFaults.Find([new SettingsSection(section, typeof(T))], values);
        if (faults.Count > 0)
            throw new OptionsValidationException(section, typeof(T), faults.Select(static fault => fault.Sentence));
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection(section).Bind(options);
    }
}
