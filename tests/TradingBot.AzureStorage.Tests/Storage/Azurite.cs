using System.Diagnostics;
using System.Text;
using TradingBot.TestKit;

namespace TradingBot.AzureStorage.Tests.Storage;

/// <summary>
/// One Azure Storage emulator for the whole test process: blobs, queues and tables in memory, on loopback ports of its own.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";

    // The emulator's published key, the same for everybody: it opens nothing but an emulator.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int Services = 3;
    private const int Tries = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private Process? _process;

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        // A port can be taken between choosing and using it.
        for (var attempt = 1; _process is null; attempt++)
        {
            try
            {
                _process = await StartAsync(FreePort.Next(), FreePort.Next(), FreePort.Next());
            }
            catch (AzuriteException) when (attempt < Tries)
            {
                // Tried again on other ports.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            await _process.WaitForExitAsync(patience.Token);
            _process.Dispose();
        }

        _folder.Dispose();
    }

    private async Task<Process> StartAsync(int blob, int queue, int table)
    {
        var process = new Process { StartInfo = Command(blob, queue, table) };
        var said = new StringBuilder();
        var listening = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ready = 0;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listening.TrySetResult(false);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.OutputDataReceived += (_, line) =>
        {
            Note(line.Data);
            var isListening = line.Data?.Contains("successfully listening", StringComparison.Ordinal) == true;
            if (isListening && Interlocked.Increment(ref ready) == Services)
                listening.TrySetResult(true);
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!await listening.Task.WaitAsync(Patience, TimeProvider.System))
        {
            process.Dispose();
            throw new AzuriteException($"Azurite did not start: {Said()}");
        }

        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{blob}/{Account};QueueEndpoint=http://127.0.0.1:{queue}/{Account};"
            + $"TableEndpoint=http://127.0.0.1:{table}/{Account};";
        return process;

        void Note(string? line)
        {
            lock (said)
                said.AppendLine(line);
        }

        string Said()
        {
            lock (said)
                return said.ToString();
        }
    }

    private ProcessStartInfo Command(int blob, int queue, int table)
    {
        var script = RepositoryRoot.At("tests", "TradingBot.AzureStorage.Tests", "azurite.cjs");

        // The storage SDK that the provider brings names a newer API version than this Azurite knows,
        // and is refused without skipApiVersionCheck.
        string[] arguments =
        [
            script, "--inMemoryPersistence", "--skipApiVersionCheck", "--silent", "--disableTelemetry",
            "--blobPort", $"{blob}", "--queuePort", $"{queue}", "--tablePort", $"{table}",
        ];
        return new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
