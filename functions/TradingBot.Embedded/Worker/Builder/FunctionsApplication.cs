namespace TradingBot.Embedded.Worker.Builder;

/// <summary>Where a function app begins.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
