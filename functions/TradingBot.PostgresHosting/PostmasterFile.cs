using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TradingBot.PostgresHosting;

/// <summary>
/// What a running server says about itself in <c>postmaster.pid</c>; after a crash the file stays and names a process that is gone.
/// </summary>
internal sealed record PostmasterFile(int ProcessId, bool IsReady)
{
    public static PostmasterFile? Read(string cluster)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(cluster, "postmaster.pid"));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new PostmasterFile(id, lines.Length > 7 && lines[7].Trim() == "ready")
            : null;
    }

    /// <summary>Whether that process lives and is a PostgreSQL of this cluster, not another program with a reused process id.</summary>
    public bool IsAlive(string cluster)
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            if (!process.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
                return false;
            var commandLine = $"/proc/{ProcessId}/cmdline";
            return !OperatingSystem.IsLinux() || File.ReadAllText(commandLine).Split('\0').Contains(cluster);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException or Win32Exception)
        {
            return false;
        }
    }
}
