using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace TradingBot.Core.Settings;

/// <summary>
/// One setting, told by the attributes of its property in an options class. <c>[Display]</c> makes the property a setting: Description is
/// its meaning, Prompt an example, ShortName what is allowed where type and validators do not say it, GroupName where it applies (both
/// programs when absent), Name the name within the section where it is not the property's.
/// </summary>
public sealed class Setting
{
    private readonly PropertyInfo _property;
    private readonly DisplayAttribute _display;

    internal Setting(string name, PropertyInfo property, DisplayAttribute display, object? byDefault)
    {
        Name = name;
        _property = property;
        _display = display;
        Default = property.GetCustomAttribute<DefaultValueAttribute>()?.Value as string ?? Text(byDefault);
    }

    /// <summary>With its section, written <c>Section:Name</c>.</summary>
    public string Name { get; }

    /// <summary>As one would write it; empty when there is none.</summary>
    public string Default { get; }

    public string Meaning => _display.Description ?? "";

    public string? Example => _display.Prompt;

    /// <summary>One machine, Azure, or null for both.</summary>
    public string? Where => _display.GroupName;

    /// <summary>A secret's value is never shown.</summary>
    public bool IsSecret => _property.GetCustomAttribute<PasswordPropertyTextAttribute>()?.Password == true;

    /// <summary>What may be written, as the end of "use ...".</summary>
    public string Allowed => _display.ShortName ?? Number() ?? Kind.Name switch
    {
        _ when Kind.IsEnum => OneOf(Enum.GetNames(Kind)),
        nameof(Boolean) => "true or false",
        nameof(TimeSpan) => "a time like 00:00:05",
        nameof(Uri) => "an absolute address",
        _ when Attribute<MinLengthAttribute>() is { } least => $"{least.Length} characters or more",
        _ => "text",
    };

    private Type Kind => Nullable.GetUnderlyingType(_property.PropertyType) ?? _property.PropertyType;

    /// <summary>One sentence on a text that cannot be used, null for one that can. Blank text counts as not set.</summary>
    public string? FaultOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || IsUsable(text.Trim()))
            return null;
        var example = Example is null ? "" : $", for example {Example}";
        return IsSecret
            ? $"{Name} cannot be used (its value is not shown); use {Allowed}{example}."
            : $"{Name} is '{text}'; use {Allowed}{example}.";
    }

    private bool IsUsable(string text)
    {
        object? value = text;
        if (Kind.IsEnum)
            return Enum.GetNames(Kind).Contains(text, StringComparer.OrdinalIgnoreCase);
        if (Kind.IsPrimitive || Kind == typeof(decimal) || Kind == typeof(TimeSpan))
        {
            try
            {
                value = TypeDescriptor.GetConverter(Kind).ConvertFromInvariantString(text);
            }
            catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or NotSupportedException)
            {
                return false;
            }
        }

        return _property.GetCustomAttributes<ValidationAttribute>().All(rule => rule is RequiredAttribute || rule.IsValid(value));
    }

    private string? Number()
    {
        var whole = Kind == typeof(int) || Kind == typeof(long) || Kind == typeof(ulong);
        if (!whole && Kind != typeof(decimal) && Kind != typeof(double))
            return null;
        var bounds = Attribute<RangeAttribute>() is { } range ? $" from {Text(range.Minimum)} to {Text(range.Maximum)}" : "";
        return (whole ? "a whole number" : "a number") + bounds;
    }

    private T? Attribute<T>()
        where T : Attribute => _property.GetCustomAttribute<T>();

    private static string OneOf(string[] words)
    {
        var written = words.Select(word => Written(words, word)).ToArray();
        return $"{string.Join(", ", written[..^1])} or {written[^1]}";
    }

    // Words of one part are written small; StartTls would become hard to read.
    private static string Written(string[] words, string word) =>
        words.All(static word => !word.Skip(1).Any(char.IsUpper)) ? word.ToLowerInvariant() : word;

    private static string Text(object? value) => value switch
    {
        null => "",
        Enum word => Written(Enum.GetNames(word.GetType()), word.ToString()),
        bool => value.ToString()!.ToLowerInvariant(),
        Uri address => address.OriginalString,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        string text => text,
        _ => "",
    };
}
