using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace TradingBot.PostgresHosting;

/// <summary>One cluster on disk: made once, by initdb, with a random password that only its owner can read.</summary>
internal sealed class PostgresCluster(string folder, PostgresBinaries binaries, ServerAccount account)
{
    public const string UserName = "tradingbot";

    private const string MajorVersion = "17";

    /// <summary>The folder that PostgreSQL calls PGDATA.</summary>
    public string DataFolder { get; } = Path.Combine(folder, "cluster");

    public PostgresBinaries Binaries => binaries;

    public ServerAccount Account => account;

    /// <summary>The server's password, made at the first call.</summary>
    public string Password()
    {
        var file = Path.Combine(folder, "password");
        if (!File.Exists(file))
        {
            var draft = file + ".new";
            File.Delete(draft);
            WriteSecret(draft, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
            File.Move(draft, file);
        }

        return File.ReadAllText(file).Trim();
    }

    public async Task EnsureAsync(bool durable, ILogger logger, CancellationToken token)
    {
        if (Directory.Exists(DataFolder))
        {
            var version = (await File.ReadAllTextAsync(Path.Combine(DataFolder, "PG_VERSION"), token)).Trim();
            if (version != MajorVersion)
            {
                throw new EmbeddedPostgresException(
                    $"The database in '{DataFolder}' was made by PostgreSQL {version} and this is {MajorVersion}: "
                    + "choose another data folder or migrate it with pg_dump.");
            }
            await account.TakeOwnershipAsync([DataFolder], token);
            return;
        }

        Log.Initialising(logger, folder);
        await InitialiseAsync(durable, token);
    }

    // initdb works beside the final place, so a killed one never leaves half a cluster under the real name.
    private async Task InitialiseAsync(bool durable, CancellationToken token)
    {
        var draft = DataFolder + ".new";
        var passwordFile = Path.Combine(folder, "initdb-password");
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft);
        File.Delete(passwordFile);
        WriteSecret(passwordFile, Password());
        try
        {
            await account.TakeOwnershipAsync([draft, passwordFile], token);
            var (exitCode, output) = await RunAsync(
                [
                    binaries.InitDb, "-D", draft, "-U", UserName, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8",
                    "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums",
                    .. durable ? Array.Empty<string>() : ["--no-sync"],
                ],
                token);
            if (exitCode != 0)
                throw new EmbeddedPostgresException($"The database could not be initialised in '{folder}': {output}");
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(draft, DataFolder);
    }

    /// <summary>Runs a PostgreSQL program as the server's user.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> command, CancellationToken token) =>
        ChildProcess.RunAsync(
            ChildProcess.Describe([.. account.Prefix, .. command], binaries.Folder).WithoutOurEnvironment(), token);

    /// <summary>Stops the server of this cluster, whoever started it; gives back when it is gone.</summary>
    public async Task StopAsync(CancellationToken token)
    {
        if (PostmasterFile.Read(DataFolder)?.IsAlive(DataFolder) != true)
            return;
        foreach (var mode in (string[])["fast", "immediate"])
        {
            var (exitCode, _) = await RunAsync([binaries.PgCtl, "stop", "-D", DataFolder, "-m", mode, "-w", "-t", "30"], token);
            if (exitCode == 0 || PostmasterFile.Read(DataFolder)?.IsAlive(DataFolder) != true)
                return;
        }

        throw new EmbeddedPostgresException($"The PostgreSQL process of '{DataFolder}' does not stop: end it, then start again.");
    }

    private static void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
