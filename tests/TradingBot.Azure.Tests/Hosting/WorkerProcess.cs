using TradingBot.Azure.Tests.Publishing;

namespace TradingBot.Azure.Tests.Hosting;

/// <summary>The published program as a process of its own, started with the arguments that the Functions host gives a worker.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int LongestMessage = int.MaxValue;

    private readonly RunningProgram _program;
    private readonly Task<WorkerChannel> _arrival;

    private WorkerProcess(RunningProgram program, Task<WorkerChannel> arrival) => (_program, _arrival) = (program, arrival);

    public static WorkerProcess Launch(PublishedProgram program, WorkerGate gate, Uri host, IReadOnlyDictionary<string, string?> settings)
    {
        var (worker, request) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        // The older names are still given beside the newer ones.
        string[] arguments =
        [
            "--host", host.Host, "--port", $"{host.Port}",
            "--workerId", worker, "--requestId", request, "--grpcMaxMessageLength", $"{LongestMessage}",
            "--functions-uri", $"{host}", "--functions-worker-id", worker, "--functions-request-id", request,
            "--functions-grpc-max-message-length", $"{LongestMessage}",
        ];
        // The worker reads host.json for its HTTP routes from the folder named here.
        var environment = new Dictionary<string, string?>(settings) { ["FUNCTIONS_APPLICATION_DIRECTORY"] = program.Folder };
        var arrival = gate.ExpectAsync(worker);
        return new WorkerProcess(RunningProgram.Start(program.Assembly, arguments, environment, program.Folder), arrival);
    }

    /// <summary>The worker's call; fails with what the program wrote when it ends instead.</summary>
    public async Task<WorkerChannel> ConnectedAsync()
    {
        await Eventually.TrueAsync(
            () => _arrival.IsCompleted || _program.HasExited,
            $"The worker did not call its host:\n{_program.Output}\n{_program.Errors}",
            Deadlines.Start,
            TestContext.Current.CancellationToken);
        Assert.True(_arrival.IsCompleted, $"The worker ended before it called its host:\n{_program.Output}\n{_program.Errors}");
        return await _arrival;
    }

    public Task<int> StopAsync() => _program.StopAsync();

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
