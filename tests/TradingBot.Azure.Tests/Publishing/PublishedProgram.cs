using System.Diagnostics;
using System.Text;

[assembly: AssemblyFixture(typeof(TradingBot.Azure.Tests.Publishing.PublishedProgram))]

namespace TradingBot.Azure.Tests.Publishing;

/// <summary>
/// The Azure program as it would be deployed. Whoever has published it names the folder in TRADINGBOT_AZURE_PROGRAM; otherwise it is
/// published here, once, by a process of its own and under a lock that other test processes respect.
/// </summary>
public sealed class PublishedProgram : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    private string? _folder;

    public string Folder => _folder ?? throw new InvalidOperationException("The Azure program has not been published.");

    public string Assembly => Path.Combine(Folder, AzureProgram.Assembly);

    public async ValueTask InitializeAsync()
    {
        _folder = Environment.GetEnvironmentVariable(AzureProgram.FolderVariable) is { Length: > 0 } published
            ? Path.GetFullPath(published)
            : await PublishAsync();
        Assert.True(File.Exists(Assembly), $"{Folder} does not hold {AzureProgram.Assembly}.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<string> PublishAsync()
    {
        Directory.CreateDirectory(AzureProgram.DefaultFolder);
        await using var guard = await LockAsync($"{AzureProgram.DefaultFolder}.lock");
        string[] arguments =
        [
            "publish", AzureProgram.ProjectFile, "-c", "Release", "-o", AzureProgram.DefaultFolder,
            // A build server left behind would keep this process's output open.
            "-nologo", "-v", "q", "--tl:off", "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        var (code, output) = await RunAsync(arguments);
        Assert.True(code == 0, $"dotnet {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return AzureProgram.DefaultFolder;
    }

    /// <summary>An open file without sharing: the operating system lets go of it even when the holder is killed.</summary>
    private static async Task<FileStream> LockAsync(string path)
    {
        FileStream? held = null;
        await Eventually.TrueAsync(
            () =>
            {
                try
                {
                    held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                    return true;
                }
                catch (IOException)
                {
                    return false;
                }
            },
            $"Another process holds {path}",
            Deadline);
        return held!;
    }

    private static async Task<(int Code, string Output)> RunAsync(IEnumerable<string> arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = RepositoryRoot.Path,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        // The runner of these tests may itself be a build: its choice of SDK and build engine is not ours.
        foreach (var name in process.StartInfo.Environment.Keys.ToList())
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
                process.StartInfo.Environment.Remove(name);
        }

        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Deadline, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet publish did not end within {Deadline.TotalMinutes:0} minutes:\n{output}");
        }

        return (process.ExitCode, output.ToString());

        void Keep(string? line)
        {
            lock (output)
                output.AppendLine(line);
        }
    }
}
