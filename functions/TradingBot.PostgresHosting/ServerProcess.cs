using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace TradingBot.PostgresHosting;

/// <summary>
/// The running postmaster. On Linux it is our child, in a session of its own (Ctrl+C must not reach it before us), and the kernel
/// tells it to quit when we die. Elsewhere pg_ctl starts it apart from us, and the next start stops one that was left behind.
/// </summary>
internal sealed class ServerProcess
{
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LastLines _output = new(40);

    /// <summary>Ends with the exit code, when the process is our child and it ends.</summary>
    public Task<int> Exited => _exited.Task;

    public LastLines Output => _output;

    public static async Task<ServerProcess> LaunchAsync(
        PostgresCluster cluster, IReadOnlyList<string> settings, ILogger logger, CancellationToken token)
    {
        var process = new ServerProcess();
        if (AttachedPrefix(cluster.Account) is { } prefix)
            process.LaunchChild(
                [.. prefix, cluster.Binaries.Postgres, "-D", cluster.DataFolder, .. settings], cluster.Binaries.Folder, logger);
        else
            await process.LaunchDetachedAsync(cluster, settings, token);
        return process;
    }

    private static string[]? AttachedPrefix(ServerAccount account)
    {
        if (!OperatingSystem.IsLinux() || ChildProcess.Find("setsid") is not { } setsid || ChildProcess.Find("setpriv") is not { } setpriv)
            return null;
        return [setsid, setpriv, "--pdeathsig", "QUIT", .. account.Prefix.Count > 0 ? account.Prefix.Skip(1) : ["--"]];
    }

    // The kernel's notice of a parent's death follows the thread that started the child, so that thread must live as long as we do.
    private void LaunchChild(IReadOnlyList<string> command, string workingDirectory, ILogger logger)
    {
        var thread = new Thread(() => RunChild(command, workingDirectory, logger)) { IsBackground = true, Name = "postgres" };
        thread.Start();
    }

    private void RunChild(IReadOnlyList<string> command, string workingDirectory, ILogger logger)
    {
        using var process = new Process { StartInfo = ChildProcess.Describe(command, workingDirectory).WithoutOurEnvironment() };
        process.OutputDataReceived += (_, line) => OnLine(line.Data);
        process.ErrorDataReceived += (_, line) => OnLine(line.Data);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            _output.Add(failure.Message);
            _exited.TrySetResult(failure.NativeErrorCode);
            return;
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        _exited.TrySetResult(process.ExitCode);

        void OnLine(string? line)
        {
            _output.Add(line);
            if (!string.IsNullOrEmpty(line))
                Log.ServerLine(logger, line);
        }
    }

    private async Task LaunchDetachedAsync(PostgresCluster cluster, IReadOnlyList<string> settings, CancellationToken token)
    {
        var log = Path.Combine(cluster.DataFolder, "server.log");
        var options = string.Join(' ', settings.Select(setting => setting.Contains('\'') ? $"\"{setting}\"" : setting));
        string[] command = [cluster.Binaries.PgCtl, "start", "-D", cluster.DataFolder, "-l", log, "-w", "-t", "60", "-o", options];
        var start = ChildProcess.Describe([.. cluster.Account.Prefix, .. command], cluster.Binaries.Folder).WithoutOurEnvironment();
        var (exitCode, output) = await ChildProcess.RunAsync(start, token);
        if (exitCode == 0)
            return;
        _output.Add(output);
        if (File.Exists(log))
        {
            foreach (var line in File.ReadLines(log).TakeLast(10))
                _output.Add(line);
        }

        _exited.TrySetResult(exitCode);
    }
}
