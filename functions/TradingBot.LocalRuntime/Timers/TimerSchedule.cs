using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NCrontab;
using TradingBot.LocalRuntime.Functions;

namespace TradingBot.LocalRuntime.Timers;

/// <summary>A six-field NCRONTAB schedule in UTC.</summary>
internal sealed partial class TimerSchedule
{
    private readonly CrontabSchedule _cron;

    private TimerSchedule(string text, CrontabSchedule cron)
    {
        Text = text;
        _cron = cron;
    }

    public string Text { get; }

    /// <summary>Puts settings in for <c>%Name%</c> and parses; faults are <see cref="StartupException"/>s that name the function.</summary>
    public static TimerSchedule For(FunctionDescriptor function, IConfiguration configuration)
    {
        var written = ((TimerTriggerAttribute)function.Trigger).Schedule;
        var text = SettingName().Replace(written, match =>
            configuration[match.Groups["name"].Value] ?? throw new StartupException(
                $"The schedule of timer function '{function.Name}' needs the setting '{match.Groups["name"].Value}', which is missing."));
        var cron = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        return cron is not null
            ? new TimerSchedule(text, cron)
            : throw new StartupException(
                $"The schedule '{text}' of timer function '{function.Name}'{Where(written)} "
                + "is not a cron expression of six fields (second minute hour day month weekday).");
    }

    /// <summary>The first occurrence after a moment.</summary>
    public DateTimeOffset After(DateTimeOffset moment) => new(_cron.GetNextOccurrence(moment.UtcDateTime), TimeSpan.Zero);

    private static string Where(string written) =>
        SettingName().Match(written) is { Success: true } setting ? $" (setting {setting.Groups["name"].Value})" : "";

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SettingName();
}
