namespace TradingBot.Core.Settings;

/// <summary>Finds every fault of the settings that their options classes can tell, all at once.</summary>
public static class SettingsFaults
{
    /// <summary>
    /// One sentence for each setting that cannot be used and for each name that no setting has, in one of the sections or in one whose
    /// name is nearly that of a section: a misspelt name would otherwise leave its default in force, unseen. A default may be the less
    /// careful value, so that ends the start too. Names of other sections are somebody else's.
    /// </summary>
    public static IReadOnlyList<SettingFault> Find(
        IReadOnlyList<SettingsSection> sections, IEnumerable<KeyValuePair<string, string?>> values)
    {
        var settings = sections.SelectMany(static section => section.Settings)
            .ToDictionary(static setting => setting.Name, StringComparer.OrdinalIgnoreCase);
        var faults = new List<SettingFault>();
        foreach (var (name, value) in values.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (value is null)
                continue;
            if (settings.TryGetValue(name, out var setting))
            {
                if (setting.FaultOf(value) is { } fault)
                    faults.Add(new SettingFault(setting.Name, fault));
            }
            else if (FindSection(sections, name) is { } section)
            {
                var nearest = section.Settings.MinBy(known => Distance(known.Name.ToUpperInvariant(), name.ToUpperInvariant()))!;
                faults.Add(new SettingFault(
                    name, $"{name} is no setting of the bot; the nearest is {nearest.Name}. Correct the name or remove it."));
            }
        }

        return faults;
    }

    private static SettingsSection? FindSection(IReadOnlyList<SettingsSection> sections, string name)
    {
        var end = name.IndexOf(':', StringComparison.Ordinal);
        if (end < 0)
            return null;
        var written = name[..end].ToUpperInvariant();
        var (nearest, distance) = sections.Where(static section => section.Name.Length > 0)
            .Select(section => (Section: section, Distance: Distance(section.Name.ToUpperInvariant(), written)))
            .OrderBy(static candidate => candidate.Distance).FirstOrDefault();
        return nearest is not null && distance <= MostTypos(nearest.Name) ? nearest : null;
    }

    // Two letters may be wrong, added, missing or exchanged; in a word of four letters only one, or any short word would be near.
    private static int MostTypos(string section) => section.Length < 5 ? 1 : 2;

    // Levenshtein's: letters to add, remove or exchange.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}

/// <summary>What is wrong with a setting, in one sentence that names it.</summary>
public sealed record SettingFault(string Name, string Sentence);
