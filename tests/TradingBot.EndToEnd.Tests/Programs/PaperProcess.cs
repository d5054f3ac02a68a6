namespace TradingBot.EndToEnd.Tests.Programs;

/// <summary>The paper exchange as a program of its own, which goes on while the bot is dead.</summary>
public sealed class PaperProcess : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly RunningProgram _program;

    private PaperProcess(TempFolder folder, RunningProgram program, Uri address)
    {
        (_folder, _program, Address) = (folder, program, address);
        Exchange = new PaperExchangeClient(address);
    }

    public Uri Address { get; }

    public PaperExchangeClient Exchange { get; }

    /// <summary>Starts it with every price standing still.</summary>
    public static async Task<PaperProcess> StartAsync()
    {
        var folder = new TempFolder();
        var port = FreePort.Next();
        var program = RunningProgram.Start(
            ProgramFile.PaperExchange, ["--port", $"{port}", "--data", folder.At("exchange")], new Dictionary<string, string?> { ["PaperExchange__FundingRate"] = "0" }, folder.Path);
        await program.SaysAsync("Paper exchange listens");
        var paper = new PaperProcess(folder, program, new Uri($"http://127.0.0.1:{port}/"));
        await paper.Exchange.HoldPricesAsync();
        return paper;
    }

    public async ValueTask DisposeAsync()
    {
        Exchange.Dispose();
        await _program.DisposeAsync();
        _folder.Dispose();
    }
}
