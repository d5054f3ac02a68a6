using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace TradingBot.Core.Settings;

/// <summary>A section of the settings and the options class it is bound to. An empty name: settings that stand in no section.</summary>
public sealed class SettingsSection
{
    public SettingsSection(string name, Type options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        Name = name;
        Settings = [.. Of(name, options)];
    }

    public string Name { get; }

    /// <summary>In the order of the options class, those of nested classes where they stand.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    private static IEnumerable<Setting> Of(string section, Type options)
    {
        var defaults = Activator.CreateInstance(options)!;
        foreach (var property in options.GetProperties())
        {
            if (property.GetCustomAttribute<DisplayAttribute>() is not { } display)
                continue;
            var name = section.Length == 0 ? display.GetName() ?? property.Name : $"{section}:{display.GetName() ?? property.Name}";
            if (display.Description is null)
            {
                // A class of its own: its settings stand one level deeper.
                foreach (var nested in Of(name, property.PropertyType))
                    yield return nested;
            }
            else
            {
                yield return new Setting(name, property, display, property.GetValue(defaults));
            }
        }
    }
}
