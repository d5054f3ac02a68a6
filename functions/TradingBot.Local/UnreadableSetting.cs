using System.Text.RegularExpressions;

namespace TradingBot.Local;

/// <summary>Says in the setting's own words what the configuration binder says in those of .NET.</summary>
internal static partial class UnreadableSetting
{
    /// <summary>One sentence with the setting, its value and what it may be.</summary>
    public static string Describe(string bindersMessage)
    {
        var said = Conversion().Match(bindersMessage);
        return said.Success
            ? $"{said.Groups["key"].Value} is '{said.Groups["value"].Value}': write {Allowed(said.Groups["type"].Value)}."
            : $"A setting cannot be read: {bindersMessage.TrimEnd('.')}; correct it or remove it.";
    }

    private static string Allowed(string type) => AppDomain.CurrentDomain.GetAssemblies()
        .Select(assembly => assembly.GetType(type)).FirstOrDefault(static found => found is not null) switch
    {
        { IsEnum: true } words => OneOf([.. Enum.GetNames(words).Select(static word => char.ToLowerInvariant(word[0]) + word[1..])]),
        var found when found == typeof(bool) => "true or false",
        var found when found == typeof(int) || found == typeof(long) => "a whole number",
        var found when found == typeof(decimal) || found == typeof(double) => "a number",
        var found when found == typeof(TimeSpan) => "a time like 00:00:05",
        _ => "something that can be read, or leave it out",
    };

    private static string OneOf(string[] words) => $"{string.Join(", ", words[..^1])} or {words[^1]}";

    [GeneratedRegex("value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Conversion();
}
