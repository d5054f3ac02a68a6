using System.ComponentModel;
using System.Diagnostics;

namespace TradingBot.PostgresHosting;

/// <summary>Runs a program to its end and keeps what it said.</summary>
internal static class ChildProcess
{
    private static readonly string[] UsualFolders = ["/usr/bin", "/usr/sbin", "/bin", "/sbin"];

    /// <summary>Full path of a program, or null when it is not installed.</summary>
    public static string? Find(string program)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(OperatingSystem.IsWindows() ? [] : UsualFolders)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }

    public static ProcessStartInfo Describe(IReadOnlyList<string> command, string workingDirectory) =>
        new(command[0], command.Skip(1))
        {
            WorkingDirectory = workingDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

    /// <summary>Leaves the child only what it needs: our environment may hold secrets, and the child may belong to another user.</summary>
    public static ProcessStartInfo WithoutOurEnvironment(this ProcessStartInfo start)
    {
        if (OperatingSystem.IsWindows())
            return start;
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = string.IsNullOrEmpty(path) ? string.Join(':', UsualFolders) : path;
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>Exit code and everything written. A program that cannot be started at all throws <see cref="Win32Exception"/>.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo start, CancellationToken token)
    {
        using var process = new Process { StartInfo = start };
        var output = new LastLines(200);
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, output.ToString());
    }
}
