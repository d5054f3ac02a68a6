using TradingBot.Functions.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TradingBot.Core.Settings;
using TradingBot.Functions.Access;
using TradingBot.Functions.Webhooks;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Settings;

/// <summary>
/// What both programs do with their settings before they make anything: read them as the program itself will, in a container that is thrown
/// away, and collect every fault.
/// </summary>
public static class StartCheck
{
    /// <summary>The sections of these functions themselves; a program adds those of the rooms that it joins to them.</summary>
    public static IReadOnlyList<SettingsSection> Sections { get; } =
    [
        new("", typeof(HostSettings)),
        new(TradingOptions.Section, typeof(TradingOptions)),
        new(AuthOptions.Section, typeof(AuthOptions)),
        new(WebhookOptions.Section, typeof(WebhookOptions)),
        new(ScheduleOptions.Section, typeof(ScheduleOptions)),
        new(RetentionOptions.Section, typeof(RetentionOptions)),
    ];

    /// <summary>Every fault in one sentence each; none when the program can start with these settings.</summary>
    /// <param name="configuration">All settings of the program.</param>
    /// <param name="sections">Every section that the program has.</param>
    /// <param name="steps">What reads settings beyond their attributes; each may refuse without hiding what the others say.</param>
    public static IReadOnlyList<string> FaultsOf(
        IConfiguration configuration, IReadOnlyList<SettingsSection> sections, params IEnumerable<Action<IServiceCollection>> steps)
    {
        var found = SettingsFaults.Find(sections, configuration.AsEnumerable());
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        var refusals = steps.SelectMany(step => RefusalsOf(() => step(services))).ToList();
        refusals.AddRange(RefusalsOf(() =>
        {
            using var provider = services.BuildServiceProvider();
            provider.GetService<IStartupValidator>()?.Validate();
        }));
        // What the attributes told already is not told a second time in another reader's words.
        return
        [
            .. found.Select(static fault => fault.Sentence),
            .. refusals.Where(refusal => !found.Any(fault => refusal.Contains(fault.Name, StringComparison.OrdinalIgnoreCase))),
        ];
    }

    private static IEnumerable<string> RefusalsOf(Action step)
    {
        try
        {
            step();
            return [];
        }
        catch (AggregateException several) when (several.InnerExceptions.All(static fault => fault is OptionsValidationException))
        {
            return several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(static invalid => invalid.Failures);
        }
        catch (OptionsValidationException invalid)
        {
            return invalid.Failures;
        }
        catch (Exception refused) when (refused is InvalidOperationException or FormatException)
        {
            return [refused.Message];
        }
    }
}
