using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TradingBot.Core.Settings;

namespace TradingBot.Infrastructure.Settings;

/// <summary>Reads an options class whose values decide what is registered, and which therefore cannot wait for the container.</summary>
internal static class SettingsReading
{
    /// <summary>Blank settings count as not set.</summary>
    /// <param name="rules">What no attribute can tell: a sentence for each fault of the settings together.</param>
    /// <exception cref="OptionsValidationException">Settings cannot be used; the message names each of them and the fix.</exception>
    public static T Read<T>(IConfiguration configuration, string section, Func<T, IEnumerable<string>>? rules = null)
        where T : class, new()
    {
        var written = configuration.GetSection(section).AsEnumerable().Where(static pair => !string.IsNullOrWhiteSpace(pair.Value))
            .Select(static pair => KeyValuePair.Create(pair.Key, pair.Value?.Trim())).ToList();
        var faults = SettingsFaults.Find([new SettingsSection(section, typeof(T))], written);
        var usable = written.Where(pair => !faults.Any(fault => fault.Name.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)));
        var options = new ConfigurationBuilder().AddInMemoryCollection(usable).Build().GetSection(section).Get<T>() ?? new T();
        // A setting that was left out because of its own fault is not missed a second time.
        string[] sentences =
        [
            .. faults.Select(static fault => fault.Sentence),
            .. (rules?.Invoke(options) ?? [])
                .Where(sentence => !faults.Any(fault => sentence.Contains(fault.Name, StringComparison.Ordinal))),
        ];
        return sentences.Length == 0 ? options : throw new OptionsValidationException(section, typeof(T), sentences);
    }
}
