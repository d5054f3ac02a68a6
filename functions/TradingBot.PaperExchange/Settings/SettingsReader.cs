using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace TradingBot.PaperExchange.Settings;

/// <summary>
/// Reads an options class as its attributes tell it: <c>[Display]</c> makes a property a setting (ShortName: what it may be, where type and
/// range do not say it), validators check it. The bot reads its own settings by the same attributes; this exchange knows nothing of it.
/// </summary>
internal static class SettingsReader
{
    /// <summary>Sets every setting that is written and can be used; gives one sentence for each that cannot, or is not known.</summary>
    public static IReadOnlyList<string> Fill(object options, IConfigurationSection section)
    {
        var settings = options.GetType().GetProperties().Where(static property => property.IsDefined(typeof(DisplayAttribute)))
            .ToDictionary(static property => property.Name, StringComparer.OrdinalIgnoreCase);
        var known = string.Join(", ", settings.Keys);
        var faults = new List<string>();
        foreach (var written in section.GetChildren().Where(static child => !string.IsNullOrWhiteSpace(child.Value)))
        {
            if (!settings.TryGetValue(written.Key, out var property))
                faults.Add($"{section.Key}:{written.Key} is no setting of the paper exchange; there are {known}.");
            else if (Read(property, written.Value!.Trim()) is { } value)
                property.SetValue(options, value);
            else
                faults.Add($"{section.Key}:{property.Name} is '{written.Value}'; use {Allowed(property)}.");
        }

        return faults;
    }

    private static object? Read(PropertyInfo property, string text)
    {
        var kind = KindOf(property);
        // The converter would take a number for a word of an enum.
        if (kind.IsEnum && !Enum.GetNames(kind).Contains(text, StringComparer.OrdinalIgnoreCase))
            return null;
        try
        {
            var value = TypeDescriptor.GetConverter(kind).ConvertFromInvariantString(text);
            return property.GetCustomAttributes<ValidationAttribute>().All(rule => rule.IsValid(value)) ? value : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Allowed(PropertyInfo property)
    {
        var kind = KindOf(property);
        if (property.GetCustomAttribute<DisplayAttribute>()?.ShortName is { } told)
            return told;
        if (kind == typeof(bool))
            return "true or false";
        if (kind.IsEnum)
        {
            var words = Enum.GetNames(kind).Select(static word => word.ToLowerInvariant()).ToArray();
            return $"{string.Join(", ", words[..^1])} or {words[^1]}";
        }

        var number = kind == typeof(decimal) ? "a number" : "a whole number";
        return property.GetCustomAttribute<RangeAttribute>() is { } range
            ? string.Create(CultureInfo.InvariantCulture, $"{number} from {range.Minimum} to {range.Maximum}")
            : number;
    }

    private static Type KindOf(PropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
}
