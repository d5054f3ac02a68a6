using System.Diagnostics;
using System.Reflection;
using TradingBot.TestKit;

namespace TradingBot.Infra.Tests;

/// <summary>Runs the Bicep compiler that NuGet brought. It needs no network.</summary>
internal static class BicepCompiler
{
    private static readonly string Executable = Find();

    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, CancellationToken token, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Executable} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (process.ExitCode, await output + await error);
    }

    private static string Find()
    {
        var folder = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "BicepFolder").Value!;
        var file = Path.Combine(folder, OperatingSystem.IsWindows() ? "bicep.exe" : "bicep");
        // Packages carry no execute permission.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
        return file;
    }

    /// <summary>Full path of the folder that holds main.bicep.</summary>
    public static string Source { get; } = RepositoryRoot.At("infra");
}
