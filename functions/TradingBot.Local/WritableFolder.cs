using TradingBot.LocalRuntime;

namespace TradingBot.Local;

/// <summary>Finds out whether a folder can be made and written, and leaves everything as it was.</summary>
internal static class WritableFolder
{
    /// <exception cref="StartupException">It cannot; the message names the folder and the setting that chooses it.</exception>
    public static void Ensure(string path, string setting)
    {
        var missing = Missing(path);
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartupException($"The data folder {path} cannot be written ({denied.Message.TrimEnd('.')}): make it writable or set {setting} to another folder.", denied);
        }
        finally
        {
            missing.ForEach(Remove);
        }
    }

    // Deepest first.
    private static List<string> Missing(string path)
    {
        var missing = new List<string>();
        for (var folder = new DirectoryInfo(path); folder is { Exists: false }; folder = folder.Parent)
            missing.Add(folder.FullName);
        return missing;
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception used) when (used is IOException or UnauthorizedAccessException)
        {
            // It was not made, or another program has put something there meanwhile.
        }
    }
}
