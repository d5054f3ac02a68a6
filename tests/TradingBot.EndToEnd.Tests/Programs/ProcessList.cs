using System.Globalization;

namespace TradingBot.EndToEnd.Tests.Programs;

/// <summary>What the machine runs. Reads /proc, so it sees nothing elsewhere than on Linux.</summary>
public static class ProcessList
{
    /// <summary>Processes that work in a folder or name it on their command line: "id command".</summary>
    public static IReadOnlyList<string> UsingFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var found = new List<string>();
        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(entry), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                || id == Environment.ProcessId)
                continue;
            try
            {
                var command = File.ReadAllText(Path.Combine(entry, "cmdline")).Replace('\0', ' ');
                var workingFolder = File.ResolveLinkTarget(Path.Combine(entry, "cwd"), returnFinalTarget: false)?.FullName;
                if (command.Contains(folder, StringComparison.Ordinal)
                    || workingFolder?.StartsWith(folder, StringComparison.Ordinal) == true)
                    found.Add($"{id} {command}");
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked, or it is another user's and none of ours.
            }
        }

        return found;
    }

    /// <summary>Waits until nothing uses the folder any more.</summary>
    public static Task NoneUsingAsync(string folder) => Eventually.TrueAsync(
        () => UsingFolder(folder).Count == 0,
        $"Something is left running in {folder}",
        Deadlines.Stop,
        TestContext.Current.CancellationToken);
}
