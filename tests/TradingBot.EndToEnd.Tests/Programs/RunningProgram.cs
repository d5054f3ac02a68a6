using System.Collections.Concurrent;
using System.Diagnostics;

namespace TradingBot.EndToEnd.Tests.Programs;

/// <summary>A .NET program as a process of its own: what it says, and its end, gentle or violent.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    // Settings of the person who runs the tests must not reach the program under test.
    private static readonly string[] OurSections =
        ["ASPNETCORE", "Auth", "Bybit", "Email", "Kestrel", "KeyVault", "Logging", "OTEL", "PaperExchange", "Postgres", "Schedules", "Trading", "TRADINGBOT", "Webhook"];

    private readonly Process _process = new();
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private RunningProgram(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string folder)
    {
        _process.StartInfo = new ProcessStartInfo("dotnet", [file, .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in _process.StartInfo.Environment.Keys.Where(IsOurs).ToList())
            _process.StartInfo.Environment.Remove(name);
        foreach (var (name, value) in environment)
            _process.StartInfo.Environment[name] = value;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    public static RunningProgram Start(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string folder)
    {
        var program = new RunningProgram(file, arguments, environment, folder);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Returns once the text was written; fails with everything written when the program ends first.</summary>
    public async Task SaysAsync(string text)
    {
        await Eventually.TrueAsync(
            () => Output.Contains(text, StringComparison.Ordinal) || _process.HasExited,
            $"'{text}' was not written by {_process.StartInfo.ArgumentList[0]}",
            Deadlines.Start,
            TestContext.Current.CancellationToken);
        Assert.True(Output.Contains(text, StringComparison.Ordinal), $"The program ended before it said '{text}':\n{Output}\n{Errors}");
    }

    /// <summary>SIGKILL to the program and everything it started.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGKILL to the program alone; what it started has to notice by itself.</summary>
    public async Task KillAloneAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as a service manager stops a program. Returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-TERM", $"{Id}"]) { UseShellExecute = false });
        return await ExitAsync();
    }

    /// <summary>Waits for the program to end by itself. Returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await Eventually.TrueAsync(() => _process.HasExited, $"The program did not end:\n{Output}\n{Errors}\n", Deadlines.Start, TestContext.Current.CancellationToken);
        // Also waits for the end of what it wrote.
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsOurs(string variable) =>
        OurSections.Any(section => variable.StartsWith($"{section}_", StringComparison.OrdinalIgnoreCase));

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
