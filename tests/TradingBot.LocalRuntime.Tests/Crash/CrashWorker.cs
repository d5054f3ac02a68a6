using System.Diagnostics;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Crash;

/// <summary>A worker in a process of its own that can be killed without any goodbye.</summary>
internal sealed class CrashWorker : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _errors = new();

    private CrashWorker(string role, string connectionString, string schema, string name)
    {
        Name = name;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "exec", Path.Combine(AppContext.BaseDirectory, "TradingBot.CrashHost.dll"), role, connectionString, schema, name,
            },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data == "ready") _ready.TrySetResult();
        };
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    /// <summary>The last lines that the process wrote to standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_errors) return string.Join('\n', _errors);
        }
    }

    /// <summary>Starts the process and doesn't wait for it.</summary>
    public static CrashWorker Launch(string role, string connectionString, string schema, string name) =>
        new(role, connectionString, schema, name);

    public static async Task<CrashWorker> StartAsync(string role, string connectionString, string schema, string name)
    {
        var worker = Launch(role, connectionString, schema, name);
        await worker.ReadyAsync();
        return worker;
    }

    public Task ReadyAsync() => Eventually.TrueAsync(
        () => _ready.Task.IsCompleted
            || (_process.HasExited ? throw new InvalidOperationException($"{Name} ended by itself: {Errors}") : false),
        $"{Name} did not get ready",
        TimeSpan.FromSeconds(40),
        TestContext.Current.CancellationToken);

    /// <summary>SIGKILL: no handler runs, no connection is closed in an orderly way.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Remember(string? line)
    {
        if (line is null) return;
        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > 40) _errors.Dequeue();
        }
    }
}
